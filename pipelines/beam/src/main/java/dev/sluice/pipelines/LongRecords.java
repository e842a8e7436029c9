package dev.sluice.pipelines;

import java.util.Arrays;

/**
 * A growing list of records of a few 64-bit words each, held in one array, that sorts by all words as signed numbers,
 * first word first.
 */
final class LongRecords {
    /** Below this many records an insertion sort is quickest. */
    private static final int SMALL = 12;

    private final int words;
    private long[] data;
    private int size;

    LongRecords(int words) {
        this.words = words;
        this.data = new long[words * 1024];
    }

    int size() {
        return size;
    }

    long bytes() {
        return 8L * words * size;
    }

    long word(int record, int word) {
        return data[record * words + word];
    }

    void add(long... record) {
        if (record.length != words) {
            throw new IllegalArgumentException(record.length + " words for a record of " + words);
        }
        if ((size + 1) * words > data.length) {
            data = Arrays.copyOf(data, 2 * data.length);
        }
        System.arraycopy(record, 0, data, size * words, words);
        size++;
    }

    void clear() {
        size = 0;
    }

    void sort() {
        if (words == 1) {
            Arrays.sort(data, 0, size);
        } else {
            quicksort(0, size - 1);
        }
    }

    private void quicksort(int low, int high) {
        int left = low;
        int right = high;
        while (right - left >= SMALL) {
            int pivot = median(left, (left + right) >>> 1, right);
            swap(left, pivot);
            // Three-way partition: equal records, which giant groups consist of, are not sorted again.
            int less = left;
            int at = left + 1;
            int greater = right;
            while (at <= greater) {
                int order = compare(at, less);
                if (order < 0) {
                    swap(less++, at++);
                } else if (order > 0) {
                    swap(at, greater--);
                } else {
                    at++;
                }
            }
            if (less - left < right - greater) {
                quicksort(left, less - 1);
                left = greater + 1;
            } else {
                quicksort(greater + 1, right);
                right = less - 1;
            }
        }
        insertionSort(left, right);
    }

    private void insertionSort(int low, int high) {
        for (int i = low + 1; i <= high; i++) {
            for (int j = i; j > low && compare(j - 1, j) > 0; j--) {
                swap(j - 1, j);
            }
        }
    }

    private int median(int a, int b, int c) {
        if (compare(a, b) < 0) {
            return compare(b, c) < 0 ? b : compare(a, c) < 0 ? c : a;
        }
        return compare(a, c) < 0 ? a : compare(b, c) < 0 ? c : b;
    }

    private int compare(int a, int b) {
        int x = a * words;
        int y = b * words;
        for (int i = 0; i < words; i++) {
            int order = Long.compare(data[x + i], data[y + i]);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private void swap(int a, int b) {
        int x = a * words;
        int y = b * words;
        for (int i = 0; i < words; i++) {
            long word = data[x + i];
            data[x + i] = data[y + i];
            data[y + i] = word;
        }
    }
}
