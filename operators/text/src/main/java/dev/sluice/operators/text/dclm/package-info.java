/** The heuristics of DCLM-Baseline, which follow RefinedWeb. */
@NullMarked
package dev.sluice.operators.text.dclm;

import org.jspecify.annotations.NullMarked;
