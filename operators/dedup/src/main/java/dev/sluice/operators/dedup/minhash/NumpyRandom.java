package dev.sluice.operators.dedup.minhash;

/**
 * The numbers that NumPy's {@code RandomState(seed).randint(low, high, dtype)} gives: MT19937 (Matsumoto, Nishimura,
 * Mersenne Twister, 1998) seeded by one 32-bit number; bounded numbers by masking bits and rejecting what is too large. A
 * 64-bit number takes two steps of the generator, the upper half first.
 */
final class NumpyRandom {
    private static final int STATE = 624;
    private static final int MIDDLE = 397;
    private static final int UPPER = 0x80000000;

    private final int[] state = new int[STATE];
    private int at = STATE;

    /** @param seed between 0 and 2^32 - 1 */
    NumpyRandom(long seed) {
        if (seed < 0 || seed >>> 32 != 0) {
            throw new IllegalArgumentException("a seed of NumPy lies between 0 and 2^32 - 1, not " + seed);
        }
        state[0] = (int) seed;
        for (int i = 1; i < STATE; i++) {
            state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
        }
    }

    /** The next 32 bits. */
    int nextInt() {
        if (at == STATE) {
            for (int i = 0; i < STATE; i++) {
                int bits = (state[i] & UPPER) | (state[(i + 1) % STATE] & ~UPPER);
                state[i] = state[(i + MIDDLE) % STATE] ^ (bits >>> 1) ^ (-(bits & 1) & 0x9908b0df);
            }
            at = 0;
        }
        int y = state[at++];
        y ^= y >>> 11;
        y ^= (y << 7) & 0x9d2c5680;
        y ^= (y << 15) & 0xefc60000;
        return y ^ (y >>> 18);
    }

    /** The next 64 bits. */
    long nextLong() {
        long upper = nextInt();
        return upper << 32 | (nextInt() & 0xffffffffL);
    }

    /**
     * {@code randint(low, most + 1, dtype=uint64)}, for ranges of 2^32 numbers and more, and {@code dtype=uint32}
     * for smaller ones: they take 32 bits a trial.
     *
     * @param most the largest number, unsigned
     */
    long between(long low, long most) {
        long range = most - low;
        long mask = range == 0 ? 0 : -1L >>> Long.numberOfLeadingZeros(range);
        boolean small = range >>> 32 == 0;
        while (true) {
            long bits = (small ? nextInt() & 0xffffffffL : nextLong()) & mask;
            if (Long.compareUnsigned(bits, range) <= 0) {
                return low + bits;
            }
        }
    }
}
