package dev.sluice.operators.dedup.minhash;

import dev.sluice.operators.Hashing;
import java.util.Arrays;

/**
 * MinHash as datasketch calculates it from its version 2 on, with its schemes affine32 and affine64: Murmur3's finaliser
 * over the shingle's hash, then {@code a x + b} modulo 2^32 or 2^64 with an odd factor, both from NumPy's generator. The
 * signatures of the same shingle hashes equal theirs bit for bit.
 */
final class Affine implements Signer {
    private final boolean wide;
    private final long[] factors;
    private final long[] terms;
    /** The least values with the sign bit flipped, so that signed order is the order of unsigned values. */
    private final long[] least;

    private boolean any;

    /** @param wide whether values have 64 bits instead of 32 */
    Affine(boolean wide, int slots, long seed) {
        this.wide = wide;
        this.factors = new long[slots];
        this.terms = new long[slots];
        this.least = new long[slots];
        NumpyRandom random = new NumpyRandom(seed);
        long most = mask();
        for (int i = 0; i < slots; i++) {
            factors[i] = random.between(0, most >>> 1) * 2 + 1;
        }
        for (int i = 0; i < slots; i++) {
            terms[i] = random.between(0, most);
        }
        clear();
    }

    private long mask() {
        return wide ? -1L : 0xffffffffL;
    }

    @Override
    public void clear() {
        Arrays.fill(least, Long.MAX_VALUE);
        any = false;
    }

    @Override
    public void add(long[] hashes, int count) {
        long mask = mask();
        for (int i = 0; i < count; i++) {
            long x = wide ? Hashing.mix(hashes[i]) : mix32((int) hashes[i]);
            for (int slot = 0; slot < least.length; slot++) {
                least[slot] = Math.min(least[slot], ((factors[slot] * x + terms[slot]) & mask) ^ Long.MIN_VALUE);
            }
        }
        any |= count > 0;
    }

    /** Murmur3's 32-bit finaliser. */
    private static long mix32(int hash) {
        int h = (hash ^ (hash >>> 16)) * 0x85ebca6b;
        h = (h ^ (h >>> 13)) * 0xc2b2ae35;
        return (h ^ (h >>> 16)) & 0xffffffffL;
    }

    @Override
    public boolean finish(long[] signature) {
        if (any) {
            for (int slot = 0; slot < least.length; slot++) {
                signature[slot] = least[slot] ^ Long.MIN_VALUE;
            }
        }
        return any;
    }
}
