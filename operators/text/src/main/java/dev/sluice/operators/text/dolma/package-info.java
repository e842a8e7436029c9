/** The attributes of Dolma's taggers. */
@NullMarked
package dev.sluice.operators.text.dolma;

import org.jspecify.annotations.NullMarked;
