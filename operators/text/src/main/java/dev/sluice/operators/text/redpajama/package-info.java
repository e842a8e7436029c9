/** The quality signals of RedPajama-V2. */
@NullMarked
package dev.sluice.operators.text.redpajama;

import org.jspecify.annotations.NullMarked;
