/** Filters by the address a document came from. */
@NullMarked
package dev.sluice.operators.text.url;

import org.jspecify.annotations.NullMarked;
