package dev.sluice.operators.dedup.minhash;

import dev.sluice.operators.Hashing;
import dev.sluice.operators.dedup.Normalise;
import dev.sluice.operators.dedup.text.Letters;
import java.util.Arrays;
import java.util.Locale;

/**
 * Cuts texts into shingles, n words or n code points in a row, and hashes them, in one pass that makes no strings.
 *
 * <p>A word's hash is FNV-1a over its units, finalised; a shingle's hash is a polynomial over the hashes of its units in
 * 64-bit arithmetic that rolls along, finalised. Repeated shingles are reported each time. Used by one thread at a time.
 */
public final class Shingles implements Shingler {
    /** Takes blocks of shingle hashes. */
    public interface Sink {
        /** Takes the first {@code count} hashes; the array is reused afterwards. */
        void add(long[] hashes, int count);
    }

    private static final int CHUNK = 4096;
    private static final long BASE = 0x9E3779B97F4A7C15L;
    private static final long FNV_START = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final boolean words;
    private final int n;
    private final boolean lettersOnly;
    private final boolean collapse;
    private final boolean lower;
    private final boolean shortWhole;
    private final long salt;
    private final long drop;

    private final char[] chunk = new char[CHUNK];
    private final long[] out = new long[CHUNK];
    private final long[] window;
    private int pending;
    private int at;
    private long units;
    private long polynomial;

    private Shingles(
            boolean words, int n, boolean lettersOnly, boolean collapse, boolean lower, boolean shortWhole, long seed) {
        this.words = words;
        this.n = n;
        this.lettersOnly = lettersOnly;
        this.collapse = collapse;
        this.lower = lower;
        this.shortWhole = shortWhole;
        this.salt = Hashing.mix(seed + BASE);
        this.window = new long[n];
        long power = 1;
        for (int i = 0; i < n; i++) {
            power *= BASE;
        }
        this.drop = power;
    }

    /**
     * Shingles of words.
     *
     * @param n words a shingle
     * @param lettersOnly whether a word is a run of letters, marks and numbers instead of anything but white space
     * @param lower whether texts are lower-cased first
     * @param shortWhole whether a text of fewer than n words, but at least one, is one shingle instead of none
     * @param seed another seed gives unrelated hashes
     */
    public static Shingles ofWords(int n, boolean lettersOnly, boolean lower, boolean shortWhole, long seed) {
        return new Shingles(true, n, lettersOnly, true, lower, shortWhole, seed);
    }

    /** Shingles of code points of the normalised text; parameters as for words. */
    public static Shingles ofChars(int n, Normalise normalise, boolean shortWhole, long seed) {
        return new Shingles(
                false, n, normalise == Normalise.ALNUM, folds(normalise), folds(normalise), shortWhole, seed);
    }

    /** Whether a form is made while shingles are cut, instead of from the text as a whole before. */
    public static boolean folds(Normalise normalise) {
        return normalise == Normalise.LOWER_WS || normalise == Normalise.ALNUM;
    }

    @Override
    public void read(String text, Sink sink) {
        boolean whole = lower && Letters.needsWholeText(text);
        String source = whole ? text.toLowerCase(Locale.ROOT) : text;
        char[] folding = Letters.folding(lower && !whole);
        pending = 0;
        at = 0;
        units = 0;
        polynomial = 0;
        Arrays.fill(window, 0);
        if (words) {
            readWords(source, folding, sink);
        } else {
            readChars(source, folding, sink);
        }
        if (units > 0 && units < n && shortWhole) {
            push(polynomial, sink);
        }
        if (pending > 0) {
            sink.add(out, pending);
        }
    }

    private void readWords(String text, char[] folding, Sink sink) {
        byte[] classes = Letters.classes();
        boolean othersToo = !lettersOnly;
        long hash = FNV_START;
        boolean inside = false;
        for (int from = 0; from < text.length(); ) {
            int length = fill(text, from);
            from += length;
            for (int i = 0; i < length; i++) {
                char c = chunk[i];
                byte kind = classes[c];
                if (kind == Letters.WORD || (othersToo && kind == Letters.OTHER)) {
                    hash = (hash ^ folding[c]) * FNV_PRIME;
                    inside = true;
                } else if (kind == Letters.SURROGATE) {
                    int codePoint = Character.codePointAt(chunk, i, length);
                    i += Character.charCount(codePoint) - 1;
                    if (othersToo || Letters.isWord(codePoint)) {
                        hash = (hash ^ fold(codePoint)) * FNV_PRIME;
                        inside = true;
                    } else if (inside) {
                        unit(Hashing.mix(hash), sink);
                        hash = FNV_START;
                        inside = false;
                    }
                } else if (inside) {
                    unit(Hashing.mix(hash), sink);
                    hash = FNV_START;
                    inside = false;
                }
            }
        }
        if (inside) {
            unit(Hashing.mix(hash), sink);
        }
    }

    private void readChars(String text, char[] folding, Sink sink) {
        byte[] classes = Letters.classes();
        boolean gap = false;
        for (int from = 0; from < text.length(); ) {
            int length = fill(text, from);
            from += length;
            for (int i = 0; i < length; i++) {
                int codePoint = chunk[i];
                byte kind = classes[codePoint];
                boolean kept;
                if (kind == Letters.SURROGATE) {
                    codePoint = Character.codePointAt(chunk, i, length);
                    i += Character.charCount(codePoint) - 1;
                    kept = !lettersOnly || Letters.isWord(codePoint);
                    codePoint = fold(codePoint);
                } else {
                    kept = kind == Letters.WORD || (kind == Letters.OTHER && !lettersOnly) || !collapse;
                    codePoint = folding[codePoint];
                }
                if (kept) {
                    if (gap && units > 0) {
                        unit(' ', sink);
                    }
                    gap = false;
                    unit(codePoint, sink);
                } else {
                    gap = true;
                }
            }
        }
    }

    private int fold(int codePoint) {
        return lower ? Character.toLowerCase(codePoint) : codePoint;
    }

    /** Copies the next units of the text into the chunk, without tearing a code point apart. */
    private int fill(String text, int from) {
        int length = Math.min(CHUNK, text.length() - from);
        text.getChars(from, from + length, chunk, 0);
        if (length > 1 && from + length < text.length() && Character.isHighSurrogate(chunk[length - 1])) {
            length--;
        }
        return length;
    }

    private void unit(long value, Sink sink) {
        polynomial = polynomial * BASE + value - drop * window[at];
        window[at] = value;
        at = at + 1 == n ? 0 : at + 1;
        if (++units >= n) {
            push(polynomial, sink);
        }
    }

    private void push(long value, Sink sink) {
        out[pending++] = Hashing.mix(value + salt);
        if (pending == CHUNK) {
            sink.add(out, CHUNK);
            pending = 0;
        }
    }
}
