package dev.sluice.operators.dedup;

/** Which document of a group of duplicates stays. Ties go to the document that comes first in the input. */
public enum Keep {
    /** The document that comes first in the input; the inputs of a recipe come in the order in which it lists them. */
    SMALLEST_ID,
    /** The document with the most code points. */
    LONGEST,
    /**
     * The document with the highest value of {@code score_field}; those without a value come last. Values are numbers, strings
     * of digits with at most one point and a sign (no exponent), and dates; they are compared as 64-bit floating-point numbers,
     * so whole numbers beyond 2^53 may be equal.
     */
    BEST,
    /** The document with the lowest value of {@code score_field}, see {@code best}; those without a value come last. */
    LOWEST,
    /**
     * The document whose {@code source_field} stands first in {@code source_order}; documents of other sources come behind
     * these, and those that name none come last.
     */
    FIRST_OF_SOURCE,
    /** The document that comes last in the input. */
    LAST,
    /** No document: all copies go. */
    NONE;

    /** Whether the choice needs a rank of each document beside its locator. */
    public boolean ranks() {
        return this != SMALLEST_ID && this != NONE;
    }

    /** Whether the choice needs a score. */
    public boolean scores() {
        return this == BEST || this == LOWEST;
    }
}
