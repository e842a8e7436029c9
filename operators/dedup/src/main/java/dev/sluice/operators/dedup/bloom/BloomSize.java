package dev.sluice.operators.dedup.bloom;

/**
 * Size and errors of a Bloom filter with independent hash functions.
 *
 * @param bits size of the filter
 * @param hashes bits set by each item
 */
public record BloomSize(long bits, int hashes) {
    public BloomSize {
        if (bits < 1 || hashes < 1) {
            throw new IllegalArgumentException("a Bloom filter needs bits and hashes");
        }
    }

    /**
     * The smallest filter that holds a number of items with a share of false positives: {@code -n ln p / (ln 2)^2}
     * bits, rounded up, and {@code bits / n ln 2} hashes, rounded.
     */
    public static BloomSize of(long items, double falsePositives) {
        if (items < 1 || !(falsePositives > 0 && falsePositives < 1)) {
            throw new IllegalArgumentException("no filter for " + items + " items at " + falsePositives);
        }
        double ln2 = Math.log(2);
        long bits = (long) Math.ceil(-items * Math.log(falsePositives) / (ln2 * ln2));
        return new BloomSize(bits, (int) Math.max(1, Math.round((double) bits / items * ln2)));
    }

    /** Expected share of bits set after a number of distinct items. */
    public double fill(double items) {
        return -Math.expm1(-hashes * items / bits);
    }

    /** Expected share of absent keys that are reported as present after a number of distinct items. */
    public double falsePositives(double items) {
        return Math.pow(fill(items), hashes);
    }

    /** Number of distinct items that explains a share of set bits. */
    public double items(double fill) {
        return -(double) bits / hashes * Math.log1p(-fill);
    }
}
