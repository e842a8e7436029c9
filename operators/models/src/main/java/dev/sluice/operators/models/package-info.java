/** Trained models that judge texts, read by readers of our own: no native code, no library. */
@NullMarked
package dev.sluice.operators.models;

import org.jspecify.annotations.NullMarked;
