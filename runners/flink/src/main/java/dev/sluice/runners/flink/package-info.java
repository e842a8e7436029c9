/** Runs plans on a Flink cluster. */
@NullMarked
package dev.sluice.runners.flink;

import org.jspecify.annotations.NullMarked;
