package dev.sluice.operators.dedup.substring;

import dev.sluice.operators.Hashing;

/**
 * Hashes of all spans of a number of bytes, each from the one before: two polynomials modulo 2^61 - 1, 122 bits together,
 * whose bases are fixed.
 */
final class SpanHash {
    private static final long PRIME = (1L << 61) - 1;
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
            power = times(power, FIRST_BASE);
            second = times(second, SECOND_BASE);
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
            one = reduce(times(one, FIRST_BASE) + in);
            other = reduce(times(other, SECOND_BASE) + in);
        }
    }

    /** Goes one byte further. */
    void next() {
        long out = (text[start] & 0xff) + 1L;
        long in = (text[start + length] & 0xff) + 1L;
        start++;
        one = reduce(times(one, FIRST_BASE) + in + PRIME - times(firstPower, out));
        other = reduce(times(other, SECOND_BASE) + in + PRIME - times(secondPower, out));
    }

    /** The first half of the span's hash. */
    long first() {
        return Hashing.mix(one);
    }

    /** The second half. */
    long second() {
        return Hashing.mix(other);
    }

    private static long times(long a, long b) {
        long low = a * b;
        return reduce((Math.multiplyHigh(a, b) << 3 | low >>> 61) + (low & PRIME));
    }

    /** The remainder of a number below 2^63. */
    private static long reduce(long number) {
        long folded = (number & PRIME) + (number >>> 61);
        return folded >= PRIME ? folded - PRIME : folded;
    }
}
