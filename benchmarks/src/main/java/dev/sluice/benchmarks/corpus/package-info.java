/** Generates corpora of any size whose duplicates are known. */
@NullMarked
package dev.sluice.benchmarks.corpus;

import org.jspecify.annotations.NullMarked;
