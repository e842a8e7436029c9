package dev.sluice.operators.dedup.minhash;

/** Arithmetic modulo the prime 2^61 - 1. */
final class Mersenne61 {
    static final long PRIME = (1L << 61) - 1;

    private Mersenne61() {}

    /** An unsigned 64-bit number modulo the prime. */
    static long reduce(long value) {
        long folded = (value & PRIME) + (value >>> 61);
        return folded >= PRIME ? folded - PRIME : folded;
    }

    /** {@code a x + b} modulo the prime, by the exact product; all three lie below the prime. */
    static long multiplyAdd(long a, long x, long b) {
        long low = a * x;
        long high = Math.multiplyHigh(a, x);
        // Three parts below 2^61 each: their sum fits 63 bits.
        return reduce((low & PRIME) + (high << 3 | low >>> 61) + b);
    }
}
