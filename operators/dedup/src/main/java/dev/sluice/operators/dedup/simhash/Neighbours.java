package dev.sluice.operators.dedup.simhash;

import dev.sluice.operators.Global;

/**
 * Pairs the documents of each bucket whose fingerprints are near, in memory that does not grow with the bucket. Records
 * come sorted by key, fingerprint and locator.
 */
final class Neighbours implements Global.Reducer {
    /** Different fingerprints before it in the bucket that each one is compared with. */
    static final int HELD = 512;

    private final BlockTables tables;
    private final int distance;
    private final Global.Table pairs;
    private final long[] fingerprints = new long[HELD];
    private final long[] locators = new long[HELD];
    private long held;

    /** @param pairs takes two locators */
    Neighbours(BlockTables tables, int distance, Global.Table pairs) {
        this.tables = tables;
        this.distance = distance;
        this.pairs = pairs;
    }

    /**
     * The Jaccard similarity of two sets of one size whose fingerprints agree in a number of bits: a bit agrees with a
     * probability of 1 less the angle by pi (Charikar 2002), and the cosine of sets of one size is 2 J / (1 + J).
     */
    static double similarity(int agreeing) {
        double cosine = Math.cos(Math.PI * (Long.SIZE - agreeing) / Long.SIZE);
        return cosine / (2 - cosine);
    }

    @Override
    public void accept(long[] record, boolean newKey, Global.Records out, Global.Decisions decisions) {
        int table = BlockTables.table(record[0]);
        long fingerprint = record[1];
        long locator = record[2];
        if (newKey) {
            held = 0;
        }
        int last = (int) ((held - 1) & (HELD - 1));
        if (held > 0 && fingerprints[last] == fingerprint) {
            if (tables.isFirst(table, 0)) {
                out.add(pairs, locators[last], locator);
            }
            return;
        }
        int compared = (int) Math.min(held, HELD);
        for (int i = 0; i < compared; i++) {
            long difference = fingerprints[i] ^ fingerprint;
            if (Long.bitCount(difference) <= distance && tables.isFirst(table, difference)) {
                out.add(pairs, Math.min(locators[i], locator), Math.max(locators[i], locator));
            }
        }
        int slot = (int) (held++ & (HELD - 1));
        fingerprints[slot] = fingerprint;
        locators[slot] = locator;
    }
}
