/** Filters on the characters of texts. */
@NullMarked
package dev.sluice.operators.text.characters;

import org.jspecify.annotations.NullMarked;
