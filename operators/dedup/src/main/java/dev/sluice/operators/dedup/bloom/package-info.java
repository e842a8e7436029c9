/** Bloom filters. */
@NullMarked
package dev.sluice.operators.dedup.bloom;

import org.jspecify.annotations.NullMarked;
