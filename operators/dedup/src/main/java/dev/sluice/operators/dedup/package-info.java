/** Exact and near-duplicate removal. */
@NullMarked
package dev.sluice.operators.dedup;

import org.jspecify.annotations.NullMarked;
