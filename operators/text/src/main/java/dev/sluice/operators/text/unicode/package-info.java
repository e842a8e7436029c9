/** Repairs and normalises characters and white space. */
@NullMarked
package dev.sluice.operators.text.unicode;

import org.jspecify.annotations.NullMarked;
