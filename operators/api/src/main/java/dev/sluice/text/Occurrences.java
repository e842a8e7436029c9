package dev.sluice.text;

import java.util.Arrays;

/**
 * Tells for 64-bit keys where in a text they came first. The table is reused from text to text: an entry belongs to the
 * present one only if it carries its number, so nothing is ever cleared, and a short text touches little memory however
 * long the ones before it were.
 */
public final class Occurrences {
    private static final int SMALLEST = 64;

    /** Slots of two words: the key, then the number of the text above the index. */
    private long[] slots = new long[2 * SMALLEST];

    private int mask;
    private long text;

    /** Begins a text with at most this many keys. */
    public void begin(int expected) {
        // At least half as many slots again as keys, at most three times as many.
        int wanted = Integer.highestOneBit(Math.max(SMALLEST / 2, expected + expected / 2)) << 1;
        if (2 * wanted > slots.length || 1024L * wanted < slots.length) {
            slots = new long[2 * wanted]; // too small, or kept from a giant
            text = 0;
        }
        mask = wanted - 1;
        text++;
        if (text == 1L << 31) {
            Arrays.fill(slots, 0);
            text = 1;
        }
    }

    /**
     * The index with which a key came first in this text; that is {@code index} itself for a new one. Keys must be well
     * mixed in their low bits.
     */
    public int first(long key, int index) {
        long[] table = slots;
        int slot = (int) key & mask;
        while (table[2 * slot + 1] >>> 32 == text) {
            if (table[2 * slot] == key) {
                return (int) table[2 * slot + 1];
            }
            slot = (slot + 1) & mask;
        }
        table[2 * slot] = key;
        table[2 * slot + 1] = text << 32 | index;
        return index;
    }
}
