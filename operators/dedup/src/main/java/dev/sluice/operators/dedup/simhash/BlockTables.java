package dev.sluice.operators.dedup.simhash;

import dev.sluice.operators.Hashing;

/**
 * Tables in one of which any two fingerprints meet that differ in few bits: 64 bits are cut into blocks; at most {@code
 * distance} blocks differ, so at least {@code blocks - distance} agree, and there is a table for each choice of these.
 *
 * <p>Manku, Jain, Das Sarma, Detecting near-duplicates for web crawling, 2007, section 3.
 */
final class BlockTables {
    /** Most tables, so that a table's number takes a byte of a key. */
    static final int MAX_TABLES = 256;

    private final long[] masks;
    private final long[] choices;
    private final long[] blockMasks;
    private final int chosen;

    BlockTables(int blocks, int distance) {
        this.blockMasks = new long[blocks];
        for (int i = 0; i < blocks; i++) {
            for (int bit = i * Long.SIZE / blocks; bit < (i + 1) * Long.SIZE / blocks; bit++) {
                blockMasks[i] |= 1L << bit;
            }
        }
        this.chosen = blocks - distance;
        this.choices = new long[(int) count(blocks, distance)];
        this.masks = new long[choices.length];
        int next = 0;
        for (long choice = (1L << chosen) - 1; next < choices.length; ) {
            choices[next] = choice;
            for (int i = 0; i < blocks; i++) {
                masks[next] |= (choice >>> i & 1) == 0 ? 0 : blockMasks[i];
            }
            next++;
            // The next larger number with as many bits set.
            long lowest = choice & -choice;
            long ripple = choice + lowest;
            choice = ripple | ((choice ^ ripple) >>> 2) / lowest;
        }
    }

    /** How many ways there are to choose the blocks that may differ. */
    static long count(int blocks, int distance) {
        long count = 1;
        for (int i = 1; i <= distance; i++) {
            count = count * (blocks - distance + i) / i;
            if (count > MAX_TABLES) {
                return Long.MAX_VALUE;
            }
        }
        return count;
    }

    /** Number of tables. */
    int size() {
        return masks.length;
    }

    /** A fingerprint's key in a table; it tells the table. */
    long key(int table, long fingerprint, long group) {
        long hash = Hashing.mix(Hashing.mix((fingerprint & masks[table]) + group) + table);
        return (hash & -MAX_TABLES) | table;
    }

    /** The table that a key belongs to. */
    static int table(long key) {
        return (int) key & (MAX_TABLES - 1);
    }

    /** Whether a table is the first of those in which fingerprints meet that differ in some bits: only there they pair. */
    boolean isFirst(int table, long difference) {
        long agreeing = 0;
        int left = chosen;
        for (int i = 0; left > 0 && i < blockMasks.length; i++) {
            if ((difference & blockMasks[i]) == 0) {
                agreeing |= 1L << i;
                left--;
            }
        }
        return left == 0 && choices[table] == agreeing;
    }
}
