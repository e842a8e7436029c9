package dev.sluice.operators.dedup.bloom;

import java.util.Arrays;

/**
 * Which bits of a filter stand for a key of 128 bits: {@code h1 + i h2 + (i^3 - i) / 6} modulo the number of bits, for i
 * from 0, all arithmetic modulo 2^64 and unsigned. Enhanced double hashing: Dillinger, Manolios, Bloom filters in
 * probabilistic verification, 2004. These places are part of the stored form and never change.
 */
final class BloomBits {
    private BloomBits() {}

    /** The i-th bit of a key. */
    static long place(BloomSize size, long first, long second, int i) {
        long cubic = ((long) i * i * i - i) / 6;
        return Long.remainderUnsigned(first + i * second + cubic, size.bits());
    }

    /** Sets the bits of a key in an array of 64 bits a word, the lowest bit first. */
    static void set(long[] words, BloomSize size, long first, long second) {
        for (int i = 0; i < size.hashes(); i++) {
            long place = place(size, first, second, i);
            words[(int) (place >>> 6)] |= 1L << place;
        }
    }

    /** Number of bits that are set. */
    static long count(long[] words) {
        return Arrays.stream(words).map(Long::bitCount).sum();
    }
}
