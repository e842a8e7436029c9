package dev.sluice.operators.dedup;

/** Arithmetic modulo the prime 2^61 - 1. */
public final class Mersenne61 {
    public static final long PRIME = (1L << 61) - 1;

    private Mersenne61() {}

    /** An unsigned 64-bit number modulo the prime. */
    public static long reduce(long value) {
        long folded = (value & PRIME) + (value >>> 61);
        return folded >= PRIME ? folded - PRIME : folded;
    }

    /** {@code a x + b} modulo the prime, by the exact product; a and x lie below the prime, b below twice the prime. */
    public static long multiplyAdd(long a, long x, long b) {
        long low = a * x;
        long high = Math.multiplyHigh(a, x);
        // Two parts below 2^61 and one below 2^62: their sum fits 63 bits.
        return reduce((low & PRIME) + (high << 3 | low >>> 61) + b);
    }
}
