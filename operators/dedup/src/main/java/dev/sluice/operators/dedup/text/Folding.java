package dev.sluice.operators.dedup.text;

import java.util.Locale;

/** Texts in lower case with single spaces between what counts. */
public final class Folding {
    private Folding() {}

    /** Lower case; runs of TAB, LF, VT, FF, CR and SPACE become one space, none at the ends. */
    public static String lowerCaseAndSpaces(String text) {
        return fold(text, false);
    }

    /** Lower case; runs of letters, marks and numbers (general categories L*, M*, N*), joined by one space. */
    public static String lettersAndNumbers(String text) {
        return fold(text, true);
    }

    /** The normal form in which datatrove compares texts, of numbers without punctuation and marks. */
    public static String datatrove(String text) {
        return DatatroveText.normalise(text);
    }

    private static String fold(String text, boolean lettersOnly) {
        boolean whole = Letters.needsWholeText(text);
        String source = whole ? text.toLowerCase(Locale.ROOT) : text;
        char[] folding = Letters.folding(!whole);
        byte[] classes = Letters.classes();
        char[] units = source.toCharArray();
        int length = units.length;
        int out = 0; // what is written never runs ahead of what is read: a space takes the place of a gap
        boolean gap = false;
        for (int i = 0; i < length; i++) {
            char c = units[i];
            byte kind = classes[c];
            int codePoint = c;
            boolean kept;
            if (kind == Letters.SURROGATE) {
                codePoint = Character.codePointAt(units, i, length);
                kept = !lettersOnly || Letters.isWord(codePoint);
                i += Character.charCount(codePoint) - 1;
            } else {
                kept = kind == Letters.WORD || (kind == Letters.OTHER && !lettersOnly);
            }
            if (!kept) {
                gap = true;
                continue;
            }
            if (gap && out > 0) {
                units[out++] = ' ';
            }
            gap = false;
            if (kind == Letters.SURROGATE) {
                out += Character.toChars(whole ? codePoint : Character.toLowerCase(codePoint), units, out);
            } else {
                units[out++] = folding[c];
            }
        }
        return new String(units, 0, out);
    }
}
