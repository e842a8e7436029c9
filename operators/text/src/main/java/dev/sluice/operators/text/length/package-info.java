/** How long a text is. */
@NullMarked
package dev.sluice.operators.text.length;

import org.jspecify.annotations.NullMarked;
