/** How texts are made comparable. */
@NullMarked
package dev.sluice.operators.dedup.text;

import org.jspecify.annotations.NullMarked;
