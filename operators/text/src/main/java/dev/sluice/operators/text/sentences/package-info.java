/** Cutting texts into sentences. */
@NullMarked
package dev.sluice.operators.text.sentences;

import org.jspecify.annotations.NullMarked;
