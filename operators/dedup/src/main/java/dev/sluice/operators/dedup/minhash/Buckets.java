package dev.sluice.operators.dedup.minhash;

import dev.sluice.operators.Global;
import dev.sluice.operators.KeyIndex;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Turns the documents of each bucket into pairs, in memory that does not grow with the bucket. Locators come ascending,
 * so that the first one is the least.
 */
final class Buckets implements Global.Reducer {
    /** Up to this many documents of a bucket are paired with one another where pairs are verified. */
    static final int ALL_PAIRS = 32;

    /** Takes what is found in buckets. */
    interface Found extends Serializable {
        /** Two documents of one bucket, the first one first. */
        void pair(long one, long other, Global.Records out);

        /** A document and the number of one of an earlier run with the same key. */
        void older(long locator, long number, Global.Records out);
    }

    private final Found found;
    private final boolean within;
    private final boolean verified;
    private final @Nullable Older older;
    private final Global.@Nullable Table index;
    private int olderOnes;
    private final long[] first = new long[ALL_PAIRS];
    private long members;
    private long previous;

    /**
     * @param within whether documents are paired with one another
     * @param verified whether pairs are verified: then a tree is not enough, because its edges may fail; buckets up to
     *     {@link #ALL_PAIRS} give all pairs, larger ones the pairs with the first document and with both neighbours
     * @param older the documents of earlier runs, if there are any; they are paired with the documents of this run as these
     *     are with one another, as far as an index holds them
     * @param index takes keys and locators, if they are to be kept
     */
    Buckets(Found found, boolean within, boolean verified, @Nullable Older older, Global.@Nullable Table index) {
        this.found = found;
        this.within = within;
        this.verified = verified;
        this.older = older;
        this.index = index;
    }

    @Override
    public void accept(long[] record, boolean newKey, Global.Records out, Global.Decisions decisions) {
        long locator = record[1];
        if (newKey) {
            flush(out);
            members = 0;
            olderOnes = older == null ? 0 : older.find(record);
        }
        if (index != null && members < KeyIndex.Writer.MOST_OF_KEY) {
            out.add(index, record[0], locator);
        }
        if (older != null) {
            int paired = verified && members < ALL_PAIRS ? olderOnes : Math.min(olderOnes, 1);
            for (int i = 0; i < paired; i++) {
                found.older(locator, older.found(i), out);
            }
        }
        if (within) {
            pair(locator, out);
        }
        previous = locator;
        members++;
    }

    private void pair(long locator, Global.Records out) {
        if (!verified) {
            if (members == 0) {
                first[0] = locator;
            } else {
                found.pair(first[0], locator, out);
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
    }

    /** Pairs a document with the first of its bucket and with its neighbour. */
    private void pair(long locator, long neighbour, Global.Records out) {
        found.pair(first[0], locator, out);
        if (neighbour != first[0]) {
            found.pair(neighbour, locator, out);
        }
    }

    private void flush(Global.Records out) {
        if (within && verified && members <= ALL_PAIRS) {
            for (int i = 1; i < members; i++) {
                for (int j = 0; j < i; j++) {
                    found.pair(first[j], first[i], out);
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
