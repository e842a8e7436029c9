package dev.sluice.operators.dedup.minhash;

import dev.sluice.operators.dedup.Mersenne61;
import java.util.Arrays;

/**
 * MinHash as datatrove and datasketch before its version 2 calculate it with 64-bit numbers of NumPy: {@code a x + b}
 * wraps at 2^64 before it is taken modulo 2^61 - 1. Factors lie between 1, terms between 0, and the prime, both from
 * NumPy's generator. The signatures of the same shingle hashes equal theirs bit for bit.
 */
final class Wrapping61 implements Signer {
    private final long[] factors;
    private final long[] terms;
    private final long[] least;
    private final long mask;
    private boolean any;

    private Wrapping61(long[] factors, long[] terms, long mask) {
        this.factors = factors;
        this.terms = terms;
        this.mask = mask;
        this.least = new long[factors.length];
        clear();
    }

    /** As datatrove with its precision of 64 bits: all factors are drawn before the terms. */
    static Wrapping61 datatrove(int slots, long seed) {
        NumpyRandom random = new NumpyRandom(seed);
        long[] factors = new long[slots];
        long[] terms = new long[slots];
        for (int i = 0; i < slots; i++) {
            factors[i] = random.between(1, Mersenne61.PRIME - 1);
        }
        for (int i = 0; i < slots; i++) {
            terms[i] = random.between(0, Mersenne61.PRIME - 1);
        }
        return new Wrapping61(factors, terms, -1);
    }

    /** As datasketch: factor and term of each slot are drawn in turn, and the lower 32 bits of a value compete. */
    static Wrapping61 datasketch(int slots, long seed) {
        NumpyRandom random = new NumpyRandom(seed);
        long[] factors = new long[slots];
        long[] terms = new long[slots];
        for (int i = 0; i < slots; i++) {
            factors[i] = random.between(1, Mersenne61.PRIME - 1);
            terms[i] = random.between(0, Mersenne61.PRIME - 1);
        }
        return new Wrapping61(factors, terms, 0xffffffffL);
    }

    @Override
    public void clear() {
        Arrays.fill(least, Long.MAX_VALUE);
        any = false;
    }

    @Override
    public void add(long[] hashes, int count) {
        for (int i = 0; i < count; i++) {
            long x = hashes[i];
            for (int slot = 0; slot < least.length; slot++) {
                least[slot] = Math.min(least[slot], Mersenne61.reduce(factors[slot] * x + terms[slot]) & mask);
            }
        }
        any |= count > 0;
    }

    @Override
    public boolean finish(long[] signature) {
        if (any) {
            System.arraycopy(least, 0, signature, 0, least.length);
        }
        return any;
    }
}
