/** Reads recipes into plans. */
@NullMarked
package dev.sluice.recipes;

import org.jspecify.annotations.NullMarked;
