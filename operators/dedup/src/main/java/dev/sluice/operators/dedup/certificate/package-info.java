/** What the report of a run says about how well near-duplicates were found. */
@org.jspecify.annotations.NullMarked
package dev.sluice.operators.dedup.certificate;
