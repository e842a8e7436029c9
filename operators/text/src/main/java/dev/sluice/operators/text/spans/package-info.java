/** Edits of texts at spans that earlier steps scored. */
@NullMarked
package dev.sluice.operators.text.spans;

import org.jspecify.annotations.NullMarked;
