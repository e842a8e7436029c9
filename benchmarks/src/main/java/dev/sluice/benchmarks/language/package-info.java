/** How fast languages are detected. */
@NullMarked
package dev.sluice.benchmarks.language;

import org.jspecify.annotations.NullMarked;
