/** The page rules of the C4 corpus, once as a filter of the original text and once as a mapper of its lines. */
@NullMarked
package dev.sluice.operators.text.c4;

import org.jspecify.annotations.NullMarked;
