/** Removal of lines, paragraphs and sentences that repeat across documents. */
@NullMarked
package dev.sluice.operators.dedup.lines;

import org.jspecify.annotations.NullMarked;
