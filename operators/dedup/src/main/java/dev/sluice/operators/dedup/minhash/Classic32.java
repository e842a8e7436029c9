package dev.sluice.operators.dedup.minhash;

import dev.sluice.operators.Hashing;
import java.util.Arrays;

/**
 * MinHash with one 32-bit multiply-add a slot, written without branches and {@link Math#min} so that the JIT compiler of
 * Java 17 turns the inner loop into vector instructions: values have 31 bits, so their difference never overflows, and
 * its sign selects the smaller one.
 */
final class Classic32 implements Signer {
    /** The inner loop has no remainder at any vector width. */
    private static final int PADDING = 64;

    private final int slots;
    private final int[] factors;
    private final int[] terms;
    private final int[] least;
    private boolean any;

    Classic32(int slots, long seed) {
        this.slots = slots;
        int padded = (slots + PADDING - 1) / PADDING * PADDING;
        factors = new int[padded];
        terms = new int[padded];
        least = new int[padded];
        Arrays.fill(factors, 1);
        for (int i = 0; i < slots; i++) {
            long bits = Hashing.mix(seed + (i + 1) * 0x9E3779B97F4A7C15L);
            factors[i] = (int) (bits >>> 32) | 1;
            terms[i] = (int) bits;
        }
        clear();
    }

    @Override
    public void clear() {
        Arrays.fill(least, Integer.MAX_VALUE);
        any = false;
    }

    @Override
    public void add(long[] hashes, int count) {
        for (int i = 0; i < count; i++) {
            lower(least, factors, terms, (int) hashes[i]);
        }
        any |= count > 0;
    }

    private static void lower(int[] least, int[] factors, int[] terms, int value) {
        for (int i = 0; i < least.length; i++) {
            int hash = (factors[i] * value + terms[i]) >>> 1;
            int difference = hash - least[i];
            least[i] += difference & (difference >> 31);
        }
    }

    @Override
    public boolean finish(long[] signature) {
        if (any) {
            for (int i = 0; i < slots; i++) {
                signature[i] = least[i];
            }
        }
        return any;
    }
}
