/** A linear classifier over hashed n-grams of words, trained here. */
@NullMarked
package dev.sluice.operators.models.linear;

import org.jspecify.annotations.NullMarked;
