/** What signing sets and asking for similar ones costs. */
@NullMarked
package dev.sluice.benchmarks.sets;

import org.jspecify.annotations.NullMarked;
