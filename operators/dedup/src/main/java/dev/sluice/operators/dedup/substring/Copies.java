package dev.sluice.operators.dedup.substring;

/** Which copies of a span that repeats are removed. */
public enum Copies {
    /** All but the first one in the order of the input, inside a document of the text. */
    KEEP_FIRST,
    /** All: the rule of Lee et al. */
    REMOVE_ALL
}
