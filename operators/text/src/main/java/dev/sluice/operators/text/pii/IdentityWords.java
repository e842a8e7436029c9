package dev.sluice.operators.text.pii;

import dev.sluice.text.Chars;

/** The words without which eighteen digits are no identity card: they may be written with spaces between their parts. */
final class IdentityWords {
    private static final int MOST_SPACES = 10;

    private static final String[][] WORDS = {
        {"\u8eab", "\u4efd"},
        {"id", "number"},
        {"id", "no"},
        {"id", "card"},
        {"nric", "number"},
        {"ic", "number"},
        {"i.d.", "number"},
        {"resident", "registration"},
        {"identification"},
        {"identity"}
    };

    private IdentityWords() {}

    static boolean occurIn(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\u8eab' || c == 'i' || c == 'I' || c == 'n' || c == 'N' || c == 'r' || c == 'R') {
                for (String[] words : WORDS) {
                    if (beginAt(text, i, words)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean beginAt(String text, int from, String[] words) {
        int i = from;
        for (String word : words) {
            int spaces = 0;
            while (i > from && spaces < MOST_SPACES && i < text.length() && Chars.isSpace(text.charAt(i))) {
                i++;
                spaces++;
            }
            if (!text.regionMatches(true, i, word, 0, word.length())) {
                return false;
            }
            i += word.length();
        }
        return true;
    }
}
