/** Texts as language models count them: tokens of named tokenizers. */
@NullMarked
package dev.sluice.operators.tokens;

import org.jspecify.annotations.NullMarked;
