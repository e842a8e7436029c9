/** The rules that FineWeb added to those of Gopher and C4. */
@NullMarked
package dev.sluice.operators.text.fineweb;

import org.jspecify.annotations.NullMarked;
