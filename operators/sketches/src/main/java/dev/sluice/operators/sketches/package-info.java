/** Summaries of a corpus in bounded memory. */
@NullMarked
package dev.sluice.operators.sketches;

import org.jspecify.annotations.NullMarked;
