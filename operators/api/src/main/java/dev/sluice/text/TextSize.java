package dev.sluice.text;

import dev.sluice.operators.Document;
import dev.sluice.operators.View;

/**
 * How long a text is, counted in one pass and shared by all steps that see the same text.
 *
 * @param characters code points
 * @param words maximal runs of characters that are not white space, as {@link Tokens#whitespace} has them
 */
public record TextSize(long characters, long words) {
    /** 1 for white space, 0 for the rest: one entry for each UTF-16 unit, so that no bound is checked. */
    private static final byte[] SPACE = new byte[1 << 16];

    static {
        for (int c = 0; c < SPACE.length; c++) {
            SPACE[c] = (byte) (Chars.isSpace(c) ? 1 : 0);
        }
    }

    private static final int CHUNK = 1 << 12;

    private static final View<TextSize> VIEW = new View<>() {
        @Override
        protected TextSize compute(Document document) {
            return count(document.text());
        }
    };

    public static TextSize of(Document document) {
        return document.view(VIEW);
    }

    private static TextSize count(String text) {
        char[] chunk = new char[Math.min(text.length(), CHUNK)];
        long pairs = 0;
        long words = 0;
        int before = 1;
        char last = 0;
        for (int from = 0; from < text.length(); from += CHUNK) {
            int length = Math.min(CHUNK, text.length() - from);
            text.getChars(from, from + length, chunk, 0);
            for (int i = 0; i < length; i++) {
                char c = chunk[i];
                int space = SPACE[c];
                words += before & ~space; // a word begins after white space; no branch to mispredict
                before = space;
                if (c >= Character.MIN_LOW_SURROGATE && Character.isSurrogatePair(i == 0 ? last : chunk[i - 1], c)) {
                    pairs++;
                }
            }
            last = chunk[length - 1];
        }
        return new TextSize(text.length() - pairs, words);
    }
}
