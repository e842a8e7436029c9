package dev.sluice.text;

/**
 * Counts 64-bit keys in an open table that is reused from text to text: clearing costs nothing, because a slot belongs
 * to the present text only if it carries its number.
 */
public final class LongCounter {
    private long[] keys = new long[1 << 12];
    private int[] counts = new int[1 << 12];
    private int[] epochs = new int[1 << 12];
    private int epoch;
    private int size;

    /** Forgets everything and makes room for this many keys. */
    public void reset(int expected) {
        int wanted = Integer.highestOneBit(Math.max(16, expected)) << 2;
        if (wanted > keys.length) {
            keys = new long[wanted];
            counts = new int[wanted];
            epochs = new int[wanted];
            epoch = 0;
        }
        epoch++;
        size = 0;
        if (epoch == Integer.MAX_VALUE) {
            epochs = new int[keys.length];
            epoch = 1;
        }
    }

    /** Counts a well-mixed key; gives how often it came, this time included. */
    public int add(long key) {
        int mask = keys.length - 1;
        int slot = (int) key & mask;
        while (epochs[slot] == epoch) {
            if (keys[slot] == key) {
                return ++counts[slot];
            }
            slot = (slot + 1) & mask;
        }
        epochs[slot] = epoch;
        keys[slot] = key;
        counts[slot] = 1;
        size++;
        return 1;
    }

    /** How often a key came. */
    public int count(long key) {
        int mask = keys.length - 1;
        int slot = (int) key & mask;
        while (epochs[slot] == epoch) {
            if (keys[slot] == key) {
                return counts[slot];
            }
            slot = (slot + 1) & mask;
        }
        return 0;
    }

    /** Number of different keys. */
    public int size() {
        return size;
    }
}
