package dev.sluice.operators.dedup.minhash;

import dev.sluice.operators.Hashing;
import java.util.Arrays;

/**
 * One-permutation MinHash with optimal densification (Shrivastava, "Optimal Densification for Fast and Accurate Minwise
 * Hashing", 2017): the upper half of a hash names a bin, the lower half competes there; an empty bin copies the first
 * occupied one on a sequence of probes that depends on the bin alone.
 *
 * <p>A slot tells the whole hash that won, but for one bit: all slots of a text of one shingle are that hash, and by 32 bits
 * of it a million such texts would hold a hundred pairs of unlike ones.
 */
final class Oph implements Signer {
    /** The bit of a hash, as it competes, that is left out, so that no value equals {@link #EMPTY}. */
    private static final long LEFT_OUT = 1;

    private static final long EMPTY = Long.MAX_VALUE;

    private final int slots;
    private final long seed;
    /** The least value of each bin: a hash with its halves exchanged, or {@link #EMPTY}. */
    private final long[] least;

    private final int[] occupied;

    /** By bin and bin, which probe of the one meets the other first; made for the first text that has few shingles. */
    private int[] ranks = {};

    private boolean any;

    Oph(int slots, long seed) {
        this.slots = slots;
        this.seed = seed;
        this.least = new long[slots];
        this.occupied = new int[slots];
        clear();
    }

    @Override
    public void clear() {
        Arrays.fill(least, EMPTY);
        any = false;
    }

    @Override
    public void add(long[] hashes, int count) {
        long[] bins = least;
        long width = slots;
        for (int i = 0; i < count; i++) {
            long hash = hashes[i];
            int bin = (int) (((hash >>> 32) * width) >>> 32);
            long value = Long.rotateLeft(hash, 32) & ~LEFT_OUT;
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
        int full = 0;
        for (int bin = 0; bin < slots; bin++) {
            if (least[bin] != EMPTY) {
                occupied[full++] = bin;
            }
        }
        // A probe meets one of few occupied bins late: to ask which of them it meets first takes less then.
        boolean ranked = full < slots / full && slots <= Scheme.MOST_OPH_SLOTS;
        for (int bin = 0; bin < slots; bin++) {
            long value = least[bin];
            if (value == EMPTY) {
                value = least[ranked ? firstOf(bin, full) : probed(bin)];
            }
            signature[bin] = Long.rotateLeft(value, 32);
        }
        return true;
    }

    private int probed(int bin) {
        int at = bin;
        for (long probe = 1; least[at] == EMPTY; probe++) {
            at = probe(bin, probe);
        }
        return at;
    }

    private int probe(int bin, long number) {
        long hash = Hashing.mix(bin * 0x9E3779B97F4A7C15L + number * 0xC2B2AE3D27D4EB4FL + seed);
        return (int) (((hash >>> 32) * slots) >>> 32);
    }

    /** The first of the occupied bins that a bin's probes meet. */
    private int firstOf(int bin, int full) {
        if (ranks.length == 0) {
            ranks = ranks();
        }
        int first = occupied[0];
        for (int i = 1; i < full; i++) {
            if (ranks[bin * slots + occupied[i]] < ranks[bin * slots + first]) {
                first = occupied[i];
            }
        }
        return first;
    }

    private int[] ranks() {
        int[] all = new int[slots * slots];
        for (int bin = 0; bin < slots; bin++) {
            int met = 0;
            for (int number = 1; met < slots; number++) {
                int at = bin * slots + probe(bin, number);
                if (all[at] == 0) {
                    all[at] = number;
                    met++;
                }
            }
        }
        return all;
    }
}
