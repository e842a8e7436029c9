/** What moving evidence costs, by the ways there are. */
@NullMarked
package dev.sluice.benchmarks.evidence;

import org.jspecify.annotations.NullMarked;
