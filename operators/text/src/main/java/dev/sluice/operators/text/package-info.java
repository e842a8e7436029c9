/** Operators that read or change the text of one document. */
@NullMarked
package dev.sluice.operators.text;

import org.jspecify.annotations.NullMarked;
