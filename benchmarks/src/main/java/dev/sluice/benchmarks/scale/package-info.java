/** What deduplication costs beyond one machine: the constants and the simulation behind {@code docs/scale.md}. */
@NullMarked
package dev.sluice.benchmarks.scale;

import org.jspecify.annotations.NullMarked;
