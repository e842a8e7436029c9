package dev.sluice.operators.models.kenlm;

/**
 * The n-grams of a model. They are found from their last word leftwards, so that one walk meets the n-grams of all
 * lengths that end with a word. Immutable.
 */
abstract class Ngrams {
    /** Probabilities are stored with a flag in their sign; the value is never positive. */
    static final int SIGN = 0x80000000;

    /** Combines the key of an n-gram with the word to its left. */
    static long key(long key, int word) {
        return (key * 0x7c9ba2733b63f585L) ^ ((1 + Integer.toUnsignedLong(word)) * 0xf8574e1221634907L);
    }

    /** Where a walk stands, and what it found there. */
    static final class Walk {
        float probability;
        float backoff;
        /** Key of the n-gram, for tables. */
        long key;
        /** Range of the n-grams one longer, for tries. */
        long begin;

        long end;
    }

    /** Length of the longest n-grams. */
    abstract int order();

    /** The id of the word with this hash, 0 for an unknown one. */
    abstract int word(long hash);

    /** Begins a walk. */
    abstract void unigram(Walk walk, int word);

    /** Goes on to the n-gram of {@code length} words that begins with {@code word}; false when there is none. */
    abstract boolean extend(Walk walk, int length, int word);

    /** Whether a longer n-gram may exist where a shorter one does not. */
    boolean gaps() {
        return false;
    }
}
