/** Turns the data of a run's report into a page that stands alone. */
@NullMarked
package dev.sluice.report;

import org.jspecify.annotations.NullMarked;
