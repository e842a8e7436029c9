/** Language identification. */
@NullMarked
package dev.sluice.operators.language;

import org.jspecify.annotations.NullMarked;
