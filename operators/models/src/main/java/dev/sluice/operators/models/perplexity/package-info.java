/** How surprised a language model is by a text. */
@NullMarked
package dev.sluice.operators.models.perplexity;

import org.jspecify.annotations.NullMarked;
