/** How fast fastText models run here, to be compared with the reference implementation. */
@NullMarked
package dev.sluice.benchmarks.fasttext;

import org.jspecify.annotations.NullMarked;
