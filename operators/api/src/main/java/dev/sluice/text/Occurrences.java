package dev.sluice.text;

import java.util.Arrays;

/**
 * Tells for 64-bit keys where in a text they came first. The table is reused from text to text: an entry belongs to the
 * present one only if it carries its number, so nothing is ever cleared, and a short text touches little memory however
 * long the ones before it were.
 */
public final class Occurrences {
    private static final int SMALLEST = 64;

    /** Keys for which room is made at once; a text that promises more may well repeat itself, so its table grows. */
    private static final int LARGEST_PROMISE = 1 << 17;

    /** Slots of two words: the key, then the number of the text above the index. */
    private long[] slots = new long[2 * SMALLEST];

    private int mask;
    private long text;
    private int size;

    /** Begins a text with at most this many keys. */
    public void begin(int expected) {
        int keys = Math.min(LARGEST_PROMISE, Math.max(SMALLEST / 2, expected));
        int wanted = Integer.highestOneBit(keys + keys / 2) << 1; // more slots than keys, by half at least
        if (2 * wanted > slots.length) {
            slots = new long[2 * wanted];
            text = 0;
        }
        mask = wanted - 1;
        size = 0;
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
        if (++size > mask - mask / 3) {
            grow();
        }
        return index;
    }

    private void grow() {
        long[] old = slots;
        int used = mask + 1;
        slots = new long[4 * used];
        mask = 2 * used - 1;
        for (int i = 0; i < used; i++) {
            if (old[2 * i + 1] >>> 32 == text) {
                int slot = (int) old[2 * i] & mask;
                while (slots[2 * slot + 1] != 0) {
                    slot = (slot + 1) & mask;
                }
                slots[2 * slot] = old[2 * i];
                slots[2 * slot + 1] = old[2 * i + 1];
            }
        }
    }
}
