package dev.sluice.operators;

/**
 * Random numbers that depend on what they are drawn for and on nothing else: the seed, the drawing step and the
 * document's id. The same document draws the same number on every machine, in every order and after every restart.
 */
public final class KeyedRandom {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private KeyedRandom() {}

    /** 64 random bits for one draw. */
    public static long bits(long seed, String tag, String id, int draw) {
        long h = mix(seed + GOLDEN);
        h = mix(h ^ Hashing.fnv1a64(tag));
        h = mix(h ^ Hashing.fnv1a64(id));
        return mix(h + (draw + 1L) * GOLDEN);
    }

    /** A number strictly between 0 and 1. */
    public static double uniform(long seed, String tag, String id, int draw) {
        return ((bits(seed, tag, id, draw) >>> 12) + 0.5) * 0x1p-52;
    }

    /** A draw from the standard Gumbel distribution. */
    public static double gumbel(long seed, String tag, String id, int draw) {
        return -StrictMath.log(-StrictMath.log(uniform(seed, tag, id, draw)));
    }

    private static long mix(long z) {
        z ^= z >>> 30;
        z *= 0xBF58476D1CE4E5B9L;
        z ^= z >>> 27;
        z *= 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
