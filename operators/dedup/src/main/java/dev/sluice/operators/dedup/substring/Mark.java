package dev.sluice.operators.dedup.substring;

/** A place in a text, in bytes, and what is there: sorts by place. */
final class Mark {
    /** A span that goes begins. */
    static final int SPAN = 0;
    /** The text ends; 1 to 4 say that code points of so many bytes begin. */
    static final int END = 5;
    /** A span that goes may begin or end. */
    static final int CUT = 6;
    /** A span that goes may end. */
    static final int END_CUT = 7;
    /** A word begins. */
    static final int WORD = 8;
    /** The place is the number of words of the text. */
    static final int WORDS = 9;

    private static final int KIND_BITS = 4;

    private Mark() {}

    static long of(int place, int kind) {
        return (long) place << KIND_BITS | kind;
    }

    static int place(long mark) {
        return (int) (mark >>> KIND_BITS);
    }

    static int kind(long mark) {
        return (int) mark & ((1 << KIND_BITS) - 1);
    }
}
