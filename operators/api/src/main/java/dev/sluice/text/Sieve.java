package dev.sluice.text;

import java.util.Arrays;

/**
 * Tells keys that come once from those that may come again: two bits a key, found by its hash, say that something came
 * and that something came again. Far cheaper than a table, since it stays in the nearest cache and nothing in it branches;
 * whoever has to be exact then asks a table for the few keys that are left. Reused from text to text.
 */
public final class Sieve {
    private static final int BITS_PER_KEY = 32;

    /** Pairs of words: who came, and who came again. */
    private long[] bits = {};

    private int mask;
    private long[] keys = {};
    private int size;

    /** Begins a text with at most this many keys. */
    public void begin(int expected) {
        int words = Integer.highestOneBit(Math.max(64, expected)) / (Long.SIZE / BITS_PER_KEY) * 2;
        if (keys.length < expected) {
            keys = new long[expected + 256];
        }
        if (bits.length < 2 * words) {
            bits = new long[2 * words];
        } else {
            Arrays.fill(bits, 0, 2 * words, 0);
        }
        mask = words - 1;
        size = 0;
    }

    /** Takes the next key, which must be well mixed in its high bits. */
    public void add(long key) {
        int pair = 2 * ((int) (key >>> 40) & mask);
        long bit = 1L << (key >>> 34);
        long came = bits[pair];
        bits[pair] = came | bit;
        bits[pair + 1] |= came & bit;
        keys[size++] = key;
    }

    /** Whether the key with a number, from 0 in their order, may have come more than once; false is certain. */
    public boolean again(int number) {
        long key = keys[number];
        return (bits[2 * ((int) (key >>> 40) & mask) + 1] >>> (key >>> 34) & 1) != 0;
    }
}
