/** Conversion between the ways in which Chinese is written. */
@NullMarked
package dev.sluice.operators.text.chinese;

import org.jspecify.annotations.NullMarked;
