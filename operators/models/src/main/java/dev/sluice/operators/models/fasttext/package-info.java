/** Supervised models of fastText: a reader of its files and the operator that applies them. */
@NullMarked
package dev.sluice.operators.models.fasttext;

import org.jspecify.annotations.NullMarked;
