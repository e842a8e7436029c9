/** Connected components. */
@NullMarked
package dev.sluice.operators.dedup.graph;

import org.jspecify.annotations.NullMarked;
