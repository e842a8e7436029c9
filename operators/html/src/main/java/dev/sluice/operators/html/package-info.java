/** From web pages to texts. */
@NullMarked
package dev.sluice.operators.html;

import org.jspecify.annotations.NullMarked;
