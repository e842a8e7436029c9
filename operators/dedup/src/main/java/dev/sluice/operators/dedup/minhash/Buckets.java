package dev.sluice.operators.dedup.minhash;

import dev.sluice.operators.Global;

/**
 * Turns the documents of each bucket into pairs, in memory that does not grow with the bucket. Locators come ascending,
 * so that the first one is the least.
 */
final class Buckets implements Global.Reducer {
    /** Up to this many documents of a bucket are paired with one another where pairs are verified. */
    static final int ALL_PAIRS = 32;

    private final Global.Table pairs;
    private final boolean verified;
    private final long[] first = new long[ALL_PAIRS];
    private long members;
    private long previous;

    /**
     * @param pairs takes (smaller, larger) locator
     * @param verified whether pairs are verified: then a tree is not enough, because its edges may fail; buckets up to
     *     {@link #ALL_PAIRS} give all pairs, larger ones the pairs with the first document and with both neighbours
     */
    Buckets(Global.Table pairs, boolean verified) {
        this.pairs = pairs;
        this.verified = verified;
    }

    @Override
    public void accept(long[] record, boolean newKey, Global.Records out, Global.Decisions decisions) {
        long locator = record[1];
        if (newKey) {
            flush(out);
            members = 0;
        }
        if (!verified) {
            if (members == 0) {
                first[0] = locator;
            } else {
                out.add(pairs, first[0], locator);
            }
        } else if (members < ALL_PAIRS) {
            first[(int) members] = locator;
        } else {
            if (members == ALL_PAIRS) {
                for (int i = 1; i < ALL_PAIRS; i++) {
                    pair(first[i], first[i - 1], out);
                }
            }
            pair(locator, previous, out);
        }
        previous = locator;
        members++;
    }

    /** Pairs a document with the first of its bucket and with its neighbour. */
    private void pair(long locator, long neighbour, Global.Records out) {
        out.add(pairs, first[0], locator);
        if (neighbour != first[0]) {
            out.add(pairs, neighbour, locator);
        }
    }

    private void flush(Global.Records out) {
        if (verified && members <= ALL_PAIRS) {
            for (int i = 1; i < members; i++) {
                for (int j = 0; j < i; j++) {
                    out.add(pairs, first[j], first[i]);
                }
            }
        }
    }

    @Override
    public void finish(Global.Records out, Global.Decisions decisions) {
        flush(out);
        members = 0;
    }
}
