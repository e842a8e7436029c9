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

    /** Bits of a signature that go with a key: documents that are alike have many in common. */
    public static final int BITS = Long.SIZE;

    /** Where the least third of all keys ends. */
    private static final long END = Long.MIN_VALUE + Long.divideUnsigned(-1, 3);

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
     * Whether the document leaves its key: only the least third of all keys is left, which is sample enough.
     *
     * @param group documents of different groups share no key
     */
    public boolean leaves(long group) {
        return key(group) < END;
    }

    /**
     * Leaves the key.
     *
     * @param group documents of different groups share no key
     * @param bits of a signature, by which the certificate guesses where to look; {@link Certificate#likeness} reads them
     */
    public void leave(long group, long bits, long locator, Global.Records out) {
        out.add(Certificate.PROBES, key(group), locator, bits);
    }
}
