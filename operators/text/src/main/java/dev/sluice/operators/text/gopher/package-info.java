/** The rules of the Gopher corpus: quality and repetition. */
@NullMarked
package dev.sluice.operators.text.gopher;

import org.jspecify.annotations.NullMarked;
