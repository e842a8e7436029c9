/** Runs plans as stages of small Beam pipelines: documents stay put, evidence moves. Names no operator and no engine. */
@NullMarked
package dev.sluice.pipelines;

import org.jspecify.annotations.NullMarked;
