/** Private data: finds it and puts stand-ins in its place. */
@NullMarked
package dev.sluice.operators.text.pii;

import org.jspecify.annotations.NullMarked;
