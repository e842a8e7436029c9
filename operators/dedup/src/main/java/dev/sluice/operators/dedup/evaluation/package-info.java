/** How well groups of duplicates agree with the truth. */
@NullMarked
package dev.sluice.operators.dedup.evaluation;

import org.jspecify.annotations.NullMarked;
