package dev.sluice.operators;

import java.util.Arrays;

/** Fixed-width records of 64-bit words in one array, sorted by all their words as signed numbers, first word first. */
final class LongTable {
    private final int width;
    private long[] words = new long[64];
    private int rows;

    LongTable(int width) {
        this.width = width;
    }

    void add(long[] record) {
        int at = rows * width;
        if (at + width > words.length) {
            words = Arrays.copyOf(words, Math.max(at + width, words.length + (words.length >> 1)));
        }
        System.arraycopy(record, 0, words, at, width);
        rows++;
    }

    int size() {
        return rows;
    }

    /** Copies a record out. */
    void read(int row, long[] record) {
        System.arraycopy(words, row * width, record, 0, width);
    }

    /** Sorts in place. */
    void sort() {
        sort(0, rows - 1, new long[width]);
    }

    /** Quicksort by three parts, so that equal records, of which giant groups consist, are not sorted again. */
    private void sort(int first, int last, long[] pivot) {
        int low = first;
        int high = last;
        while (low < high) {
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
