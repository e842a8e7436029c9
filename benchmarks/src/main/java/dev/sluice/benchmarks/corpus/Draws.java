package dev.sluice.benchmarks.corpus;

/** Random draws by the SplitMix64 generator (Steele, Lea, Flood 2014): the same on every machine and Java version. */
final class Draws {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private long state;

    Draws(long seed) {
        this.state = seed;
    }

    /** Draws of their own for a numbered thing. */
    static Draws of(long seed, long number, int purpose) {
        return new Draws(mix(seed + mix(number * GOLDEN + purpose)));
    }

    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
        return b ^ (b >>> 31);
    }

    private long nextLong() {
        state += GOLDEN;
        return mix(state);
    }

    /** From 0 to below {@code bound}. */
    int below(int bound) {
        return (int) (((nextLong() >>> 32) * bound) >>> 32);
    }

    /** From 0 to below {@code bound}, for large bounds. */
    long below(long bound) {
        return Math.floorMod(nextLong(), bound);
    }

    /** From 0 to below 1. */
    double share() {
        return (nextLong() >>> 11) * 0x1p-53;
    }
}
