package dev.sluice.operators.dedup.minhash;

import dev.sluice.operators.Hashing;
import dev.sluice.operators.dedup.Mersenne61;
import java.util.Arrays;

/**
 * MinHash with the universal hash functions of Carter and Wegman (1979): {@code (a x + b) mod (2^61 - 1)}, exact, for each
 * slot. Values have 61 bits, so that sets of any size share no slot by chance.
 */
final class Classic61 implements Signer {
    private final long[] factors;
    private final long[] terms;
    private final long[] least;
    private boolean any;

    Classic61(int slots, long seed) {
        factors = new long[slots];
        terms = new long[slots];
        least = new long[slots];
        for (int i = 0; i < slots; i++) {
            factors[i] = draw(seed, 2L * i, 1);
            terms[i] = draw(seed, 2L * i + 1, 0);
        }
        clear();
    }

    /** A number below the prime, drawn by rejection. */
    private static long draw(long seed, long number, long least) {
        long bits = Hashing.mix(Hashing.mix(seed) + (number + 1) * 0x9E3779B97F4A7C15L);
        while ((bits & Mersenne61.PRIME) == Mersenne61.PRIME || (bits & Mersenne61.PRIME) < least) {
            bits = Hashing.mix(bits + 0xC2B2AE3D27D4EB4FL);
        }
        return bits & Mersenne61.PRIME;
    }

    @Override
    public void clear() {
        Arrays.fill(least, Long.MAX_VALUE);
        any = false;
    }

    @Override
    public void add(long[] hashes, int count) {
        for (int i = 0; i < count; i++) {
            long x = Mersenne61.reduce(hashes[i]);
            for (int slot = 0; slot < least.length; slot++) {
                least[slot] = Math.min(least[slot], Mersenne61.multiplyAdd(factors[slot], x, terms[slot]));
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
