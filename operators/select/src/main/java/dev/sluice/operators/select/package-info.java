/** Operators that choose among documents: samples and takes. */
@NullMarked
package dev.sluice.operators.select;

import org.jspecify.annotations.NullMarked;
