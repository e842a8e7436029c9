package dev.sluice.operators.dedup.minhash;

import dev.sluice.operators.Hashing;

/**
 * Keys of the bands of a signature: documents that share a key are candidates.
 *
 * @param bands number of bands
 * @param rows slots a band
 * @param seed another seed gives unrelated keys
 */
record Banding(int bands, int rows, long seed) {
    private static final long FACTOR = 0xD6E8FEB86659FD93L;

    /**
     * The key of a band.
     *
     * @param group documents of different groups share no key
     */
    long key(int band, long[] slots, long group) {
        long hash = Hashing.mix(seed + (band + 1) * 0x9E3779B97F4A7C15L) ^ group;
        for (int i = band * rows; i < (band + 1) * rows; i++) {
            hash = Long.rotateLeft((hash + slots[i]) * FACTOR, 29);
        }
        return Hashing.mix(hash);
    }
}
