/** Runs the golden cases of operators as tests. */
@NullMarked
package dev.sluice.operators.testkit;

import org.jspecify.annotations.NullMarked;
