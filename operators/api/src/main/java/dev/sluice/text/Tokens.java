package dev.sluice.text;

import dev.sluice.operators.Document;
import dev.sluice.operators.View;
import java.nio.charset.StandardCharsets;

/**
 * The words of a text as places in it, with hashes and the kinds of characters they hold, all found in one pass; no
 * string is made for a word.
 */
public final class Tokens {
    private static final View<Tokens> WHITESPACE = new View<>() {
        @Override
        protected Tokens compute(Document document) {
            return new TokenScan(document).whitespace();
        }
    };

    private static final View<Tokens> WORDPUNCT = new View<>() {
        @Override
        protected Tokens compute(Document document) {
            return new TokenScan(document).wordpunct();
        }
    };

    private static final View<Tokens> UAX29 = new View<>() {
        @Override
        protected Tokens compute(Document document) {
            return new TokenScan(document).uax29();
        }
    };

    private static final View<Tokens> FASTTEXT = new View<>() {
        @Override
        protected Tokens compute(Document document) {
            return new TokenScan(document).fasttext();
        }
    };

    private final String text;
    private final byte[] utf8;
    private final int size;
    private final int[] bounds;
    private final int[] byteBounds;
    private final long[] hashes;
    /** The classes of each token's characters: see {@link Chars}. */
    private final short[] kinds;

    /** Takes over the arrays of a scan. */
    Tokens(TokenScan scan) {
        text = scan.text;
        utf8 = scan.utf8;
        size = scan.size;
        bounds = scan.bounds;
        byteBounds = scan.byteBounds;
        hashes = scan.hashes;
        kinds = scan.kinds;
    }

    /** Maximal runs of characters that are not white space: {@code str.split()}. */
    public static Tokens whitespace(Document document) {
        return document.view(WHITESPACE);
    }

    /** Whether those words have been cut already, so that nothing is gained by doing without them. */
    public static boolean isKnown(Document document) {
        return document.knows(WHITESPACE);
    }

    /** Runs of word characters and runs of characters that are neither word characters nor white space. */
    public static Tokens wordpunct(Document document) {
        return document.view(WORDPUNCT);
    }

    /** What lies between word boundaries of Unicode, unless it is white space alone: {@link WordBreaks}. */
    public static Tokens uax29(Document document) {
        return document.view(UAX29);
    }

    /** Maximal runs of characters that are neither ASCII white space nor NUL. */
    public static Tokens fasttext(Document document) {
        return document.view(FASTTEXT);
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
        return (kinds[i] & Chars.ASTRAL) == 0 ? end(i) - start(i) : text.codePointCount(start(i), end(i));
    }

    /** Whether token {@code i} holds a letter. */
    public boolean hasLetter(int i) {
        return (kinds[i] & Chars.ALPHA) != 0;
    }

    /** Whether token {@code i} holds a letter of ASCII. */
    public boolean hasAsciiLetter(int i) {
        return (kinds[i] & Chars.ASCII_LETTER) != 0;
    }

    /** Whether token {@code i} holds an upper-case letter: {@link Chars#isUpper}. */
    public boolean hasUpper(int i) {
        return (kinds[i] & Chars.UPPER) != 0;
    }

    /** Whether token {@code i} holds a lower-case or title-case letter: {@link Chars#isLowerOrTitle}. */
    public boolean hasLowerOrTitle(int i) {
        return (kinds[i] & Chars.LOWER_OR_TITLE) != 0;
    }

    /** Whether token {@code i} holds a character beside {@link CodePointSet#DATATROVE_PUNCTUATION}. */
    public boolean hasContent(int i) {
        return (kinds[i] & Chars.NO_PUNCTUATION) != 0;
    }

    /** Whether token {@code i} is a word. */
    public boolean is(int i, String word) {
        int start = start(i);
        return end(i) - start == word.length() && text.startsWith(word, start);
    }

    /**
     * Hashes of the tokens, well mixed in every bit: equal tokens have equal ones, and different tokens practically never.
     * The array may be longer than there are tokens. They are not stored anywhere and may differ between versions.
     */
    public long[] hashes() {
        return hashes;
    }

    /** Hash of token {@code i}. */
    public long hash(int i) {
        return hashes[i];
    }

    /** The hash that a token of these characters has. */
    public static long hash(String token) {
        byte[] utf8 = token.getBytes(StandardCharsets.UTF_8);
        return EightBytes.hash(utf8, 0, utf8.length);
    }

    public String text(int i) {
        return text.substring(start(i), end(i));
    }

    void join(Joined joined) {
        joined.read(utf8, byteBounds, size);
    }
}
