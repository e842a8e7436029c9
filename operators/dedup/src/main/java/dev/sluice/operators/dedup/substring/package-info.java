/** Removal of exact spans that repeat anywhere in the collection. */
@NullMarked
package dev.sluice.operators.dedup.substring;

import org.jspecify.annotations.NullMarked;
