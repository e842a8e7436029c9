/** Text scorers as fastText trains them, read and evaluated without native code. */
@NullMarked
package dev.sluice.operators.models.fasttext;

import org.jspecify.annotations.NullMarked;
