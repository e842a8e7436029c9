package dev.sluice.operators;

import java.util.Arrays;

/**
 * A growing list of fixed-width records of 64-bit words in one array, which sorts by all words as signed numbers, first
 * word first.
 */
public final class LongTable {
    /** Below this many records an insertion sort is quickest. */
    private static final int SMALL = 12;

    /** From so many records on it pays to deal them out before they are sorted. */
    private static final int DEALT = 1 << 10;

    /** Dealing takes as much memory again; larger tables are sorted in place. */
    private static final long MOST_DEALT = 64L << 20;

    private final int width;
    private long[] words = new long[64];
    private int rows;

    /** An empty table of records of {@code width} words. */
    public LongTable(int width) {
        this.width = width;
    }

    /** Adds a copy of a record; it must have the table's width. */
    public void add(long... record) {
        if (record.length != width) {
            throw new IllegalArgumentException(record.length + " words for a record of " + width);
        }
        int at = rows * width;
        if (at + width > words.length) {
            words = Arrays.copyOf(words, Math.max(at + width, words.length + (words.length >> 1)));
        }
        System.arraycopy(record, 0, words, at, width);
        rows++;
    }

    /** Number of records. */
    public int size() {
        return rows;
    }

    /** Size of the records in bytes. */
    public long bytes() {
        return 8L * width * rows;
    }

    /** One word of a record. */
    public long word(int row, int word) {
        return words[row * width + word];
    }

    /** Removes all records; the memory is kept for those to come. */
    public void clear() {
        rows = 0;
    }

    /** Copies a record out. */
    public void read(int row, long[] record) {
        System.arraycopy(words, row * width, record, 0, width);
    }

    /** Sorts by all words. */
    public void sort() {
        if (width == 1) {
            Arrays.sort(words, 0, rows);
        } else if (rows >= DEALT && bytes() <= MOST_DEALT) {
            deal();
        } else {
            sort(0, rows - 1, new long[width]);
        }
    }

    /**
     * Deals the records out by the leading bits of their first word, so that what is left to sort fits the processor's
     * cache. First words are hashes or locators, which spread evenly between the least and the greatest of them.
     */
    private void deal() {
        long least = Long.MAX_VALUE;
        long greatest = Long.MIN_VALUE;
        for (int at = 0; at < rows * width; at += width) {
            least = Math.min(least, words[at]);
            greatest = Math.max(greatest, words[at]);
        }
        int wanted = Math.min(15, 31 - Integer.numberOfLeadingZeros(rows / SMALL));
        int shift = Math.max(0, 64 - Long.numberOfLeadingZeros(greatest - least) - wanted);
        int[] ends = new int[(1 << wanted) + 1];
        for (int at = 0; at < rows * width; at += width) {
            ends[(int) ((words[at] - least) >>> shift) + 1]++;
        }
        for (int i = 1; i < ends.length; i++) {
            ends[i] += ends[i - 1];
        }
        long[] dealt = new long[words.length];
        for (int at = 0; at < rows * width; at += width) {
            int to = ends[(int) ((words[at] - least) >>> shift)]++ * width;
            for (int i = 0; i < width; i++) {
                dealt[to + i] = words[at + i];
            }
        }
        words = dealt;
        long[] pivot = new long[width];
        int from = 0;
        for (int i = 0; i < ends.length - 1; i++) {
            sort(from, ends[i] - 1, pivot);
            from = ends[i];
        }
    }

    /** Quicksort by three parts, so that equal records, of which giant groups consist, are not sorted again. */
    private void sort(int first, int last, long[] pivot) {
        int low = first;
        int high = last;
        while (high - low >= SMALL) {
            // Any fixed place meets its worst case in runs of sorted records, which is what reducers write.
            read(low + (int) Long.remainderUnsigned(Hashing.mix(((long) low << 32) | high), high - low + 1L), pivot);
            int less = low;
            int at = low;
            int greater = high;
            while (at <= greater) {
                int order = compare(at, pivot);
                if (order < 0) {
                    swap(less++, at++);
                } else if (order > 0) {
                    swap(at, greater--);
                } else {
                    at++;
                }
            }
            // The smaller part by recursion, the larger one by iteration: the stack stays shallow.
            if (less - low < high - greater) {
                sort(low, less - 1, pivot);
                low = greater + 1;
            } else {
                sort(greater + 1, high, pivot);
                high = less - 1;
            }
        }
        for (int i = low + 1; i <= high; i++) {
            read(i, pivot);
            int hole = i;
            while (hole > low && compare(hole - 1, pivot) > 0) {
                System.arraycopy(words, (hole - 1) * width, words, hole * width, width);
                hole--;
            }
            System.arraycopy(pivot, 0, words, hole * width, width);
        }
    }

    private void swap(int one, int other) {
        for (int i = 0; i < width; i++) {
            long word = words[one * width + i];
            words[one * width + i] = words[other * width + i];
            words[other * width + i] = word;
        }
    }

    private int compare(int row, long[] record) {
        for (int i = 0; i < width; i++) {
            int order = Long.compare(words[row * width + i], record[i]);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
