package dev.sluice.operators.dedup.minhash;

import dev.sluice.operators.Hashing;
import java.util.Arrays;

/**
 * One-permutation MinHash with optimal densification (Shrivastava, "Optimal Densification for Fast and Accurate Minwise
 * Hashing", 2017): the upper half of a hash names a bin, the lower half competes there; an empty bin copies the first
 * occupied one on a sequence of probes that depends on the bin alone.
 */
final class Oph implements Signer {
    private final int slots;
    private final long seed;
    /** The least value of each bin, or {@link Long#MAX_VALUE}, which no 32-bit value equals. */
    private final long[] least;

    private boolean any;

    Oph(int slots, long seed) {
        this.slots = slots;
        this.seed = seed;
        this.least = new long[slots];
        clear();
    }

    @Override
    public void clear() {
        Arrays.fill(least, Long.MAX_VALUE);
        any = false;
    }

    @Override
    public void add(long[] hashes, int count) {
        long[] bins = least;
        long width = slots;
        for (int i = 0; i < count; i++) {
            long hash = hashes[i];
            int bin = (int) (((hash >>> 32) * width) >>> 32);
            long value = (int) hash;
            if (value < bins[bin]) {
                bins[bin] = value;
            }
        }
        any |= count > 0;
    }

    @Override
    public boolean finish(long[] signature) {
        if (!any) {
            return false;
        }
        for (int bin = 0; bin < slots; bin++) {
            long value = least[bin];
            for (long probe = 1; value == Long.MAX_VALUE; probe++) {
                long at = Hashing.mix(bin * 0x9E3779B97F4A7C15L + probe * 0xC2B2AE3D27D4EB4FL + seed);
                value = least[(int) (((at >>> 32) * slots) >>> 32)];
            }
            signature[bin] = value & 0xffffffffL;
        }
        return true;
    }
}
