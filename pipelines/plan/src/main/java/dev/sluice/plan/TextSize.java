package dev.sluice.plan;

import dev.sluice.operators.Document;
import dev.sluice.operators.View;

/**
 * How long a text is, counted in one pass and shared by all steps that see the same text.
 *
 * @param characters code points
 * @param words maximal runs of characters that are not Unicode white space
 */
public record TextSize(long characters, long words) {
    private static final boolean[] SPACE = new boolean[0x3001];

    static {
        for (int c = 0; c < SPACE.length; c++) {
            SPACE[c] = Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85;
        }
    }

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
        long characters = text.length();
        long words = 0;
        boolean inWord = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean space = c < SPACE.length && SPACE[c];
            if (!space && !inWord) {
                words++;
            }
            inWord = !space;
            if (Character.isLowSurrogate(c) && i > 0 && Character.isHighSurrogate(text.charAt(i - 1))) {
                characters--;
            }
        }
        return new TextSize(characters, words);
    }
}
