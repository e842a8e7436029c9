/** Pieces of words as SentencePiece cuts them. */
@NullMarked
package dev.sluice.operators.models.sentencepiece;

import org.jspecify.annotations.NullMarked;
