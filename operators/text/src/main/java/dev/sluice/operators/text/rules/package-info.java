/** What filters of many rules share. */
@NullMarked
package dev.sluice.operators.text.rules;

import org.jspecify.annotations.NullMarked;
