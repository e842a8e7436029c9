package dev.sluice.operators.dedup.minhash;

import dev.sluice.operators.Hashing;

/**
 * What a signature tells that keeps only the lowest bits of each slot: slots of unlike documents agree by chance once
 * in 2^bits times, which the estimate corrects.
 *
 * @param bits kept of each slot
 * @param slots number of slots
 */
public record BitSketch(int bits, int slots) {
    public BitSketch {
        if (bits < 1 || bits > 32 || slots < 1) {
            throw new IllegalArgumentException("no sketch of " + slots + " slots of " + bits + " bits");
        }
    }

    /** The Jaccard similarity that explains a number of equal slots; below 0 when fewer agree than by chance. */
    public double jaccard(int matches) {
        double chance = chance();
        return ((double) matches / slots - chance) / (1 - chance);
    }

    /** The standard error of {@link #jaccard}. */
    public double standardError(int matches) {
        double share = (double) matches / slots;
        return Math.sqrt(share * (1 - share) / slots) / (1 - chance());
    }

    private double chance() {
        return Math.scalb(1.0, -bits);
    }

    /** One bit of each slot of {@link #word}. */
    static final BitSketch WORD = new BitSketch(1, Long.SIZE);

    /** A sketch of 64 slots of 1 bit; a signature of fewer slots gives several of each, others each time. */
    static long word(long[] slots) {
        long bits = 0;
        for (int i = 1; i <= Long.SIZE; i++) {
            bits = (bits << 1) | Hashing.mix(slots[i % slots.length] + i * 0x9E3779B97F4A7C15L) >>> 63;
        }
        return bits;
    }

    /**
     * How many 2-bit slots of two packed sketches agree.
     *
     * @param one 32 slots a word
     */
    static int matches(long[] one, int from, long[] other, int otherFrom, int words) {
        int matches = 0;
        for (int i = 0; i < words; i++) {
            long differs = one[from + i] ^ other[otherFrom + i];
            differs = (differs | (differs >>> 1)) & 0x5555555555555555L;
            matches += 32 - Long.bitCount(differs);
        }
        return matches;
    }
}
