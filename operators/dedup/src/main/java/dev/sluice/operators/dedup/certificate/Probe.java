package dev.sluice.operators.dedup.certificate;

import dev.sluice.operators.Global;
import dev.sluice.operators.Hashing;

/**
 * The least of a document's shingle hashes under an order of its own. Two documents share it with a probability of their
 * Jaccard similarity, whatever the operator's own signatures say: documents that share it are a sample of pairs, by which
 * the operator can be judged.
 */
public final class Probe implements Hashes {
    /** Odd; the product orders hashes by all their bits, unlike the halves that signatures compare. */
    private static final long FACTOR = 0x9FB21C651E98DF25L;

    private long least = Long.MAX_VALUE;

    /** Forgets all shingles. */
    public void clear() {
        least = Long.MAX_VALUE;
    }

    @Override
    public void add(long[] hashes, int count) {
        long low = least;
        for (int i = 0; i < count; i++) {
            low = Math.min(low, hashes[i] * FACTOR);
        }
        least = low;
    }

    /**
     * The document's key.
     *
     * @param group documents of different groups share no key
     */
    long key(long group) {
        return Hashing.mix(least ^ group);
    }

    /**
     * Leaves the key, unless it is one of the half that no document leaves: what is left is sample enough.
     *
     * @param group documents of different groups share no key
     */
    public void leave(long group, long locator, Global.Records out) {
        long key = key(group);
        if (key < 0) {
            out.add(Certificate.PROBES, key, locator);
        }
    }
}
