/** Loading large lists. */
@NullMarked
package dev.sluice.benchmarks.lists;

import org.jspecify.annotations.NullMarked;
