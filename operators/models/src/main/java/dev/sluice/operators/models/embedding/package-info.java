/** Vectors of texts, and how similar they are to those of others. */
@NullMarked
package dev.sluice.operators.models.embedding;

import org.jspecify.annotations.NullMarked;
