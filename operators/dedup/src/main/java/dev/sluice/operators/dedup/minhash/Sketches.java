package dev.sluice.operators.dedup.minhash;

import dev.sluice.operators.Hashing;
import java.util.ArrayList;
import java.util.List;

/** Sketches of 256 slots of 2 bits, 64 bytes each, by number. */
final class Sketches {
    static final int SLOTS = 256;
    static final int WORDS = SLOTS / 32;

    private static final BitSketch KIND = new BitSketch(2, SLOTS);
    private static final int BLOCK = 1 << 12;

    private final List<long[]> blocks = new ArrayList<>();

    /**
     * Packs two bits of each slot, others in each: where a text has few shingles many slots are alike, and two unlike shingles
     * would agree in all of them or in none.
     */
    static void pack(long[] slots, long[] packed, int from) {
        for (int word = 0; word < WORDS; word++) {
            long bits = 0;
            for (int i = 31; i >= 0; i--) {
                int slot = word * 32 + i;
                bits = (bits << 2) | Hashing.mix(slots[slot] + (slot + 1) * 0x9E3779B97F4A7C15L) >>> 62;
            }
            packed[from + word] = bits;
        }
    }

    void put(int number, long[] record, int from) {
        while (number / BLOCK >= blocks.size()) {
            blocks.add(new long[BLOCK * WORDS]);
        }
        System.arraycopy(record, from, blocks.get(number / BLOCK), number % BLOCK * WORDS, WORDS);
    }

    /** The estimated Jaccard similarity of two documents, between 0 and 1. */
    double similarity(int one, int other) {
        return similarity(
                blocks.get(one / BLOCK), one % BLOCK * WORDS, blocks.get(other / BLOCK), other % BLOCK * WORDS);
    }

    /** The estimated Jaccard similarity of a document and one of an earlier run, between 0 and 1. */
    double similarity(int one, Older older, long number) {
        return older.similarity(number, blocks.get(one / BLOCK), one % BLOCK * WORDS);
    }

    /** The estimated Jaccard similarity of two packed sketches, between 0 and 1. */
    static double similarity(long[] one, int from, long[] other, int otherFrom) {
        return Math.max(0, KIND.jaccard(BitSketch.matches(one, from, other, otherFrom, WORDS)));
    }
}
