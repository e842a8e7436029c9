package dev.sluice.text;

import dev.sluice.operators.Document;
import dev.sluice.operators.Hashing;
import dev.sluice.operators.View;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The words of a text as places in it, with hashes; no string is made for a word. */
public final class Tokens {
    /** Base of the polynomial over a word's UTF-16 units. */
    private static final long BASE = 0x9E3779B97F4A7C15L | 1;

    private static final View<Tokens> WHITESPACE = new View<>() {
        @Override
        protected Tokens compute(Document document) {
            return whitespace(document.text(), Length.isFlat(document));
        }
    };

    private static final View<Tokens> WORDPUNCT = new View<>() {
        @Override
        protected Tokens compute(Document document) {
            return wordpunct(document.text(), Length.isFlat(document));
        }
    };

    private final String text;
    private final boolean flat;
    private int[] bounds = new int[256];
    private int size;
    private long @Nullable [] hashes;
    private long @Nullable [] powers;

    private Tokens(String text, boolean flat) {
        this.text = text;
        this.flat = flat;
    }

    /** Maximal runs of characters that are not white space: {@code str.split()}. */
    public static Tokens whitespace(Document document) {
        return document.view(WHITESPACE);
    }

    /** Runs of word characters and runs of characters that are neither word characters nor white space. */
    public static Tokens wordpunct(Document document) {
        return document.view(WORDPUNCT);
    }

    private static Tokens whitespace(String text, boolean flat) {
        Tokens tokens = new Tokens(text, flat);
        int start = -1;
        for (int i = 0; i < text.length(); i++) {
            if (Chars.isSpace(text.charAt(i))) {
                if (start >= 0) {
                    tokens.add(start, i);
                    start = -1;
                }
            } else if (start < 0) {
                start = i;
            }
        }
        if (start >= 0) {
            tokens.add(start, text.length());
        }
        return tokens;
    }

    private static Tokens wordpunct(String text, boolean flat) {
        Tokens tokens = new Tokens(text, flat);
        int start = -1;
        boolean inWord = false;
        int step;
        for (int i = 0; i < text.length(); i += step) {
            int c = flat ? text.charAt(i) : text.codePointAt(i);
            step = flat ? 1 : Character.charCount(c);
            boolean word = Chars.isWord(c);
            boolean space = !word && Chars.isSpace(c);
            if (start >= 0 && (space || word != inWord)) {
                tokens.add(start, i);
                start = -1;
            }
            if (start < 0 && !space) {
                start = i;
                inWord = word;
            }
        }
        if (start >= 0) {
            tokens.add(start, text.length());
        }
        return tokens;
    }

    private void add(int start, int end) {
        if (2 * size == bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * bounds.length);
        }
        bounds[2 * size] = start;
        bounds[2 * size + 1] = end;
        size++;
    }

    public int size() {
        return size;
    }

    /** Index in the text of the first UTF-16 unit of token {@code i}. */
    public int start(int i) {
        return bounds[2 * i];
    }

    /** Index in the text after the last UTF-16 unit of token {@code i}. */
    public int end(int i) {
        return bounds[2 * i + 1];
    }

    /** Length of token {@code i} in code points. */
    public int length(int i) {
        return flat ? end(i) - start(i) : text.codePointCount(start(i), end(i));
    }

    /** Whether token {@code i} is a word. */
    public boolean is(int i, String word) {
        int start = start(i);
        return end(i) - start == word.length() && text.startsWith(word, start);
    }

    /**
     * Hashes of the tokens: polynomials modulo 2^64, so that the hash of two tokens written together follows from
     * {@link #powers}. Run them through {@link Hashing#mix} before use as table keys.
     */
    public long[] hashes() {
        long[] known = hashes;
        if (known == null) {
            known = new long[size];
            long[] lengths = new long[size];
            for (int i = 0; i < size; i++) {
                long hash = 0;
                long power = 1;
                for (int j = start(i); j < end(i); j++) {
                    hash = hash * BASE + text.charAt(j) + 1;
                    power *= BASE;
                }
                known[i] = hash;
                lengths[i] = power;
            }
            hashes = known;
            powers = lengths;
        }
        return known;
    }

    /** Power of the base for each token's length: {@code hash(ab) = hash(a) * power(b) + hash(b)}. */
    public long[] powers() {
        hashes();
        long[] known = powers;
        return known == null ? new long[0] : known;
    }

    public String text(int i) {
        return text.substring(start(i), end(i));
    }
}
