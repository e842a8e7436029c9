package dev.sluice.operators.text.c4;

/** Why a page is dropped; the names are datatrove's. */
public enum C4Reason {
    /** A line that would stay holds "lorem ipsum". */
    LOREM_IPSUM,
    /** A line that would stay holds an opening curly bracket. */
    CURLY_BRACKET,
    /** Fewer sentences are left than {@code min_num_sentences}. */
    TOO_FEW_SENTENCES,
    /** The page has more characters than {@code max_page_characters}; datatrove has no such rule. */
    PAGE_TOO_LONG
}
