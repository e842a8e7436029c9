/** Mappers that remove lines, blocks of lines and repeats from texts. */
@NullMarked
package dev.sluice.operators.text.lines;

import org.jspecify.annotations.NullMarked;
