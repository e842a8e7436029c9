package dev.sluice.operators.dedup.text;

import dev.sluice.operators.Hashing;
import dev.sluice.operators.dedup.Normalise;

/**
 * Hashes normalised parts of one text after another without making a string of each. Used by one thread at a time.
 *
 * <p>Different parts have equal hashes with a probability of 2^-64.
 */
public final class UnitHash {
    private static final long C1 = 0x87c37b91114253d5L;
    private static final long C2 = 0x4cf5ad432745937fL;

    private final Normalise normalise;
    private String text = "";
    private boolean whole;
    private char[] units = new char[1024];
    private int length;

    /** Hashes parts in a normal form. */
    public UnitHash(Normalise normalise) {
        this.normalise = normalise;
    }

    /** The text whose parts come next. */
    public void text(String next) {
        text = next;
        whole = Letters.needsWholeText(next);
    }

    /** The hash of a part, by UTF-16 units, end exclusive. */
    public long hash(int from, int to) {
        switch (normalise) {
            case NONE -> copy(from, to);
            case LOWER_WS, ALNUM -> {
                if (whole) {
                    normalised(from, to);
                } else {
                    copy(from, to);
                    length = Folding.inPlace(units, length, normalise == Normalise.ALNUM);
                }
            }
            default -> normalised(from, to);
        }
        return hash();
    }

    /** How many code points the normal form of the part hashed last has. */
    public int codePoints() {
        return Character.codePointCount(units, 0, length);
    }

    private void copy(int from, int to) {
        length = to - from;
        reserve();
        text.getChars(from, to, units, 0);
    }

    private void normalised(int from, int to) {
        String form = normalise.apply(text.substring(from, to));
        length = form.length();
        reserve();
        form.getChars(0, length, units, 0);
    }

    private void reserve() {
        if (units.length < length) {
            units = new char[Math.max(length, 2 * units.length)];
        }
    }

    /** One lane of MurmurHash3 x64 over four units at a time: each step is a bijection of what was before. */
    private long hash() {
        long hash = length;
        int i = 0;
        for (; i + 4 <= length; i += 4) {
            hash = step(
                    hash, units[i] | (long) units[i + 1] << 16 | (long) units[i + 2] << 32 | (long) units[i + 3] << 48);
        }
        long rest = 0;
        for (; i < length; i++) {
            rest = rest << 16 | units[i];
        }
        return Hashing.mix(step(hash, rest));
    }

    private static long step(long hash, long four) {
        long mixed = Long.rotateLeft(four * C1, 31) * C2;
        return Long.rotateLeft(hash ^ mixed, 27) * 5 + 0x52dce729;
    }
}
