package dev.sluice.operators.text.dclm;

import dev.sluice.text.Chars;

/** Words as DCLM counts them: cut where fastText cuts, and beginning with a letter or a number. */
final class FasttextWords {
    private FasttextWords() {}

    /** The number of words in a text. */
    static int count(String text) {
        int count = 0;
        boolean between = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Chars.separatesForFasttext(c)) {
                between = true;
            } else if (between) {
                between = false;
                int first = Character.isHighSurrogate(c) ? text.codePointAt(i) : c;
                count += Chars.isAlpha(first) || Chars.isNumeric(first) ? 1 : 0;
            }
        }
        return count;
    }
}
