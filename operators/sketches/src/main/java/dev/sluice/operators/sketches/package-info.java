/** Summaries of collections whose result depends on the set of documents alone. */
@NullMarked
package dev.sluice.operators.sketches;

import org.jspecify.annotations.NullMarked;
