/** Operators inside a Beam pipeline of your own, without recipe, runs and folders. */
@NullMarked
package dev.sluice.pipelines.library;

import org.jspecify.annotations.NullMarked;
