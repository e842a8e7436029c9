package dev.sluice.operators.dedup.minhash;

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
