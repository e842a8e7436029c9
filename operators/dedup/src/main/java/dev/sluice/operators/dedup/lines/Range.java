package dev.sluice.operators.dedup.lines;

/**
 * Where a run of units stands in a text, in one non-negative word: start (31 bits), length (24), separator before it (6),
 * whether it holds the last unit (1), and whether nothing follows it (1), be it that the last unit is empty. All lengths
 * count code points. Sorts by place.
 *
 * <p>The range of a unit ends where the next one begins, so that it takes the separator behind it along. A run that
 * holds the last unit takes the separator before it instead: what is left then has separators between units only.
 */
final class Range {
    /** Longest range that fits. */
    static final int MAX_LENGTH = (1 << 24) - 1;

    private static final int MAX_SEPARATOR = (1 << 6) - 1;

    private Range() {}

    /** Packs a range. */
    static long of(int start, int length, int separator, boolean last, boolean toEnd) {
        return (long) start << 32
                | (long) length << 8
                | (long) Math.min(separator, MAX_SEPARATOR) << 2
                | (last ? 2 : 0)
                | (toEnd ? 1 : 0);
    }

    static int start(long range) {
        return (int) (range >>> 32);
    }

    static int end(long range) {
        return start(range) + (int) (range >>> 8 & MAX_LENGTH);
    }

    static int separator(long range) {
        return (int) (range >>> 2) & MAX_SEPARATOR;
    }

    static boolean isLast(long range) {
        return (range & 2) != 0;
    }

    static boolean isToEnd(long range) {
        return (range & 1) != 0;
    }
}
