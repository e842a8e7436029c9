package dev.sluice.operators.dedup.simhash;

import dev.sluice.operators.dedup.minhash.Shingles;
import java.util.Arrays;

/**
 * Counts, for each of 64 bits, in how many hashes it is set. The counts stand upright: plane p holds bit p of all 64, so
 * that a hash is added to all of them at once.
 */
final class Majority implements Shingles.Sink {
    private final long[] planes = new long[63];
    private long total;

    @Override
    public void add(long[] hashes, int count) {
        for (int i = 0; i < count; i++) {
            long carry = hashes[i];
            for (int p = 0; carry != 0; p++) {
                long both = planes[p] & carry;
                planes[p] ^= carry;
                carry = both;
            }
        }
        total += count;
    }

    /** How many hashes were added. */
    long total() {
        return total;
    }

    /** The fingerprint: the bits that are set in strictly more than half of the hashes. */
    long fingerprint() {
        long fingerprint = 0;
        for (int bit = 0; bit < Long.SIZE; bit++) {
            long count = 0;
            for (int p = planes.length - 1; p >= 0; p--) {
                count = count << 1 | (planes[p] >>> bit & 1);
            }
            if (2 * count > total) {
                fingerprint |= 1L << bit;
            }
        }
        return fingerprint;
    }

    /** Forgets the hashes. */
    void clear() {
        Arrays.fill(planes, 0);
        total = 0;
    }
}
