/** Replaces what rules of the recipe find in texts. */
@NullMarked
package dev.sluice.operators.text.replace;

import org.jspecify.annotations.NullMarked;
