package dev.sluice.operators.dedup.substring;

import dev.sluice.operators.Hashing;

/**
 * Selects seeds: of every {@code window} hashes of {@code gram} bytes that follow one another the smallest one, and of equal
 * ones the rightmost. The choice depends on these bytes only, so that two equal spans of {@code gram + window - 1} bytes have
 * a seed in common, at the same place. About {@code 2 / (window + 1)} of all places are selected.
 *
 * <p>Schleimer, Wilkerson, Aiken, Winnowing, 2003, section 3.
 */
final class Winnowing {
    private static final long BASE = 0x9E3779B97F4A7C15L;

    private final int gram;
    private final int window;
    private final long power;
    private final long[] ring;

    /** Takes seeds. */
    interface Sink {
        /**
         * Takes places that follow one another and have the same hash: in runs of one byte these are many.
         *
         * @param first the first place
         * @param further how many places follow
         */
        void seeds(long hash, int first, int further);
    }

    /**
     * @param gram bytes that a hash covers
     * @param window hashes of which one is selected
     */
    Winnowing(int gram, int window) {
        this.gram = gram;
        this.window = window;
        this.ring = new long[Integer.highestOneBit(2 * window - 1)];
        long product = 1;
        for (int i = 0; i < gram; i++) {
            product *= BASE;
        }
        this.power = product;
    }

    /** Selects the seeds of a text; there are none where it is shorter than {@code gram + window - 1} bytes. */
    void select(byte[] text, Sink sink) {
        int hashes = text.length - gram + 1;
        if (hashes < window) {
            return;
        }
        int mask = ring.length - 1;
        long rolling = 0;
        for (int i = 0; i < gram; i++) {
            rolling = rolling * BASE + text[i];
        }
        int least = 0;
        long leastHash = Long.MAX_VALUE;
        int first = -1;
        int last = -1;
        long selected = 0;
        for (int i = 0; i < hashes; i++) {
            if (i > 0) {
                rolling = rolling * BASE + text[i + gram - 1] - power * text[i - 1];
            }
            long hash = Hashing.mix(rolling);
            ring[i & mask] = hash;
            if (hash <= leastHash) {
                least = i;
                leastHash = hash;
            } else if (least <= i - window) {
                leastHash = Long.MAX_VALUE;
                for (int j = i - window + 1; j <= i; j++) {
                    if (ring[j & mask] <= leastHash) {
                        least = j;
                        leastHash = ring[j & mask];
                    }
                }
            }
            if (i >= window - 1 && least != last) {
                if (first < 0 || least != last + 1 || leastHash != selected) {
                    if (first >= 0) {
                        sink.seeds(selected, first, last - first);
                    }
                    first = least;
                    selected = leastHash;
                }
                last = least;
            }
        }
        sink.seeds(selected, first, last - first);
    }
}
