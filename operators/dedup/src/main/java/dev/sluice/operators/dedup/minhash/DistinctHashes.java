package dev.sluice.operators.dedup.minhash;

import java.util.Arrays;

/** The set of a document's shingle hashes, 8 bytes each time a shingle occurs. */
final class DistinctHashes implements Shingles.Sink {
    private long[] hashes = new long[1024];
    private int size;

    void clear() {
        size = 0;
    }

    @Override
    public void add(long[] more, int count) {
        if (size + count > hashes.length) {
            hashes = Arrays.copyOf(hashes, Math.max(size + count, 2 * size));
        }
        System.arraycopy(more, 0, hashes, size, count);
        size += count;
    }

    /**
     * Sorts the hashes and strikes repetitions out.
     *
     * @return how many there are
     */
    int finish() {
        Arrays.sort(hashes, 0, size);
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (kept == 0 || hashes[i] != hashes[kept - 1]) {
                hashes[kept++] = hashes[i];
            }
        }
        size = kept;
        return size;
    }

    /** One of the hashes, in ascending order. */
    long get(int which) {
        return hashes[which];
    }
}
