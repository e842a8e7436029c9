/** N-gram language models in the formats of KenLM. */
@NullMarked
package dev.sluice.operators.models.kenlm;

import org.jspecify.annotations.NullMarked;
