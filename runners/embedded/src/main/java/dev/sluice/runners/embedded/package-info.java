/** Runs plans within this JVM. */
@NullMarked
package dev.sluice.runners.embedded;

import org.jspecify.annotations.NullMarked;
