/** Filters on words: repetition, stop words, flagged words. */
@NullMarked
package dev.sluice.operators.text.words;

import org.jspecify.annotations.NullMarked;
