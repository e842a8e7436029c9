/** Edits of LaTeX sources. */
@NullMarked
package dev.sluice.operators.text.latex;

import org.jspecify.annotations.NullMarked;
