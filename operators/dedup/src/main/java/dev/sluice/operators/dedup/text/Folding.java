package dev.sluice.operators.dedup.text;

import dev.sluice.text.Chars;
import dev.sluice.text.LowerCase;
import dev.sluice.text.NormalForm;
import dev.sluice.text.Unicode;

/** Texts in lower case with single spaces between what counts. */
public final class Folding {
    private Folding() {}

    /** Lower case, without white space at the ends, whatever Python's {@code strip} takes for such. */
    public static String stripped(String text) {
        int from = Chars.skipSpace(text, 0, text.length());
        return LowerCase.of(text.substring(from, Chars.stripEnd(text, from, text.length())));
    }

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

    /** The form in which CCNet compares lines: stripped, lower case, each digit as 0, without punctuation beyond ASCII. */
    public static String ccnet(String text) {
        return DatatroveText.ccnet(text);
    }

    /** Compatibility composition (NFKC), lower case, that again composed, and white space as in {@link #lowerCaseAndSpaces}. */
    public static String compatible(String text) {
        String lower = LowerCase.of(NormalForm.NFKC.of(text));
        return fold(NormalForm.NFKC.of(lower), false);
    }

    private static String fold(String text, boolean lettersOnly) {
        boolean whole = Letters.needsWholeText(text);
        char[] units = (whole ? LowerCase.of(text) : text).toCharArray();
        int length =
                whole ? spacesOf(units, units.length, lettersOnly, false) : inPlace(units, units.length, lettersOnly);
        return new String(units, 0, length);
    }

    /**
     * Folds UTF-16 units of a text that {@link Letters#needsWholeText} has no objection to where they stand.
     *
     * @param length how many there are
     * @param lettersOnly as {@link #lettersAndNumbers} does, instead of {@link #lowerCaseAndSpaces}
     * @return how many are left, from the front
     */
    public static int inPlace(char[] units, int length, boolean lettersOnly) {
        return spacesOf(units, length, lettersOnly, true);
    }

    private static int spacesOf(char[] units, int length, boolean lettersOnly, boolean lower) {
        char[] folding = Letters.folding(lower);
        byte[] classes = Letters.classes();
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
                out += Character.toChars(lower ? Unicode.toLowerCase(codePoint) : codePoint, units, out);
            } else {
                units[out++] = folding[c];
            }
        }
        return out;
    }
}
