/** MinHash signatures and what is decided by them. */
@NullMarked
package dev.sluice.operators.dedup.minhash;

import org.jspecify.annotations.NullMarked;
