/** Tokenizers as Hugging Face stores them, in {@code tokenizer.json}. */
@NullMarked
package dev.sluice.operators.tokens.huggingface;

import org.jspecify.annotations.NullMarked;
