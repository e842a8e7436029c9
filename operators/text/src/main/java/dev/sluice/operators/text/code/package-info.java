/** Edits of source code. */
@NullMarked
package dev.sluice.operators.text.code;

import org.jspecify.annotations.NullMarked;
