/** What the operators of a recipe cost without an execution layer around them. */
@NullMarked
package dev.sluice.benchmarks.loop;

import org.jspecify.annotations.NullMarked;
