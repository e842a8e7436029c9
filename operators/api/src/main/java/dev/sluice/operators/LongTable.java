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
            words = Arrays.copyOf(words, Math.max(at + width, 2 * words.length));
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

    /** Sorts by merging runs of doubling length: no record is boxed. */
    void sort() {
        long[] from = words;
        long[] to = new long[words.length];
        for (int run = 1; run < rows; run *= 2) {
            for (int start = 0; start < rows; start += 2 * run) {
                merge(from, to, start, Math.min(start + run, rows), Math.min(start + 2 * run, rows));
            }
            long[] merged = to;
            to = from;
            from = merged;
        }
        words = from;
    }

    private void merge(long[] from, long[] to, int start, int middle, int end) {
        int left = start;
        int right = middle;
        for (int out = start; out < end; out++) {
            boolean takeLeft = right >= end || (left < middle && compare(from, left, right) <= 0);
            System.arraycopy(from, (takeLeft ? left++ : right++) * width, to, out * width, width);
        }
    }

    private int compare(long[] from, int left, int right) {
        for (int i = 0; i < width; i++) {
            int order = Long.compare(from[left * width + i], from[right * width + i]);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
