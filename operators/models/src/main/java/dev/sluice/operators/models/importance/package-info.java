/** How likely a text is under one collection rather than another, by hashed n-grams. */
@NullMarked
package dev.sluice.operators.models.importance;

import org.jspecify.annotations.NullMarked;
