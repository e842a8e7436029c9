package dev.sluice.operators.dedup;

import dev.sluice.operators.dedup.text.Letters;
import java.util.Locale;

/** What of a text counts when texts are compared. */
public enum Normalise {
    /** The text as it is. */
    NONE,
    /** Lower case; runs of TAB, LF, VT, FF, CR and SPACE become one space, none at the ends. */
    LOWER_WS,
    /** Lower case; runs of letters, marks and numbers (general categories L*, M*, N*), joined by one space. */
    ALNUM;

    /** The text in this form. */
    public String apply(String text) {
        if (this == NONE) {
            return text;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        byte[] classes = Letters.classes();
        StringBuilder out = new StringBuilder(lower.length());
        boolean gap = false;
        int i = 0;
        while (i < lower.length()) {
            char c = lower.charAt(i);
            byte kind = classes[c];
            int units = 1;
            boolean kept;
            if (kind == Letters.SURROGATE) {
                int codePoint = lower.codePointAt(i);
                units = Character.charCount(codePoint);
                kept = this == LOWER_WS || Letters.isWord(codePoint);
            } else {
                kept = kind == Letters.WORD || (kind == Letters.OTHER && this == LOWER_WS);
            }
            if (kept) {
                if (gap && out.length() > 0) {
                    out.append(' ');
                }
                gap = false;
                out.append(lower, i, i + units);
            } else {
                gap = true;
            }
            i += units;
        }
        return out.toString();
    }
}
