package dev.sluice.operators.dedup.lines;

/** Which occurrences of a unit that repeats are removed. The order is that of the input, inside a document of the text. */
public enum Repeats {
    /** All but the first one of the collection: Dolma's rule for paragraphs, C4's for spans of sentences. */
    KEEP_FIRST,
    /** All, where it occurs in two or more documents; elsewhere all but the first one of its document: CCNet's rule. */
    DROP_REPEATED,
    /** All, where there are more than a number: the rule of Llama 3, and of Data-Juicer's line operator. */
    DROP_FREQUENT
}
