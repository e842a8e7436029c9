/** Near-duplicate removal by SimHash. */
@NullMarked
package dev.sluice.operators.dedup.simhash;

import org.jspecify.annotations.NullMarked;
