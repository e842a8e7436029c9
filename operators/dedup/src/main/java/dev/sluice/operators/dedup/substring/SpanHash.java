package dev.sluice.operators.dedup.substring;

import dev.sluice.operators.Hashing;
import dev.sluice.operators.dedup.Mersenne61;

/**
 * Hashes of all spans of a number of bytes, each from the one before: two polynomials modulo 2^61 - 1, 122 bits together,
 * whose bases are fixed.
 */
final class SpanHash {
    private static final long FIRST_BASE = 0x0B4A5C1D2E3F6789L;
    private static final long SECOND_BASE = 0x1357A9CE02468BDFL;

    private final int length;
    private final long firstPower;
    private final long secondPower;
    private byte[] text = new byte[0];
    private int start;
    private long one;
    private long other;

    SpanHash(int length) {
        this.length = length;
        long power = 1;
        long second = 1;
        for (int i = 0; i < length; i++) {
            power = Mersenne61.multiplyAdd(power, FIRST_BASE, 0);
            second = Mersenne61.multiplyAdd(second, SECOND_BASE, 0);
        }
        this.firstPower = power;
        this.secondPower = second;
    }

    /** Goes to a span of a text, which must hold it. */
    void at(byte[] bytes, int from) {
        text = bytes;
        start = from;
        one = 0;
        other = 0;
        for (int i = from; i < from + length; i++) {
            long in = (bytes[i] & 0xff) + 1L;
            one = Mersenne61.multiplyAdd(one, FIRST_BASE, in);
            other = Mersenne61.multiplyAdd(other, SECOND_BASE, in);
        }
    }

    /** Goes one byte further. */
    void next() {
        long out = (text[start] & 0xff) + 1L;
        long in = (text[start + length] & 0xff) + 1L;
        start++;
        one = Mersenne61.multiplyAdd(one, FIRST_BASE, in + minus(firstPower, out));
        other = Mersenne61.multiplyAdd(other, SECOND_BASE, in + minus(secondPower, out));
    }

    /** The first half of the span's hash. */
    long first() {
        return Hashing.mix(one);
    }

    /** The second half. */
    long second() {
        return Hashing.mix(other);
    }

    /** What a byte that goes takes along. */
    private static long minus(long power, long out) {
        return Mersenne61.PRIME - Mersenne61.multiplyAdd(power, out, 0);
    }
}
