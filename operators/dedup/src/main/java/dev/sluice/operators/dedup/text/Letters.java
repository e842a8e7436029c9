package dev.sluice.operators.dedup.text;

import dev.sluice.text.LowerCase;
import dev.sluice.text.Unicode;

/**
 * Classes and lower case of UTF-16 units by table.
 *
 * <p>Lower case of single units equals that of {@link LowerCase} except for the two
 * letters that {@link #needsWholeText} looks for.
 */
public final class Letters {
    /** Neither white space nor part of a word. */
    public static final byte OTHER = 0;
    /** TAB, LF, VT, FF, CR or SPACE. */
    public static final byte SPACE = 1;
    /** Half of a code point: ask {@link #isWord(int)} about the whole. */
    public static final byte SURROGATE = 2;
    /** General category L*, M* or N*. */
    public static final byte WORD = 3;

    private static final byte[] CLASSES = new byte[1 << 16];
    private static final char[] LOWER = new char[1 << 16];
    private static final char[] SAME = new char[1 << 16];

    static {
        for (int c = 0; c < 1 << 16; c++) {
            CLASSES[c] = classOf((char) c);
            LOWER[c] = (char) Unicode.toLowerCase(c);
            SAME[c] = (char) c;
        }
    }

    private Letters() {}

    private static byte classOf(char c) {
        if (c == ' ' || (c >= '\t' && c <= '\r')) {
            return SPACE;
        }
        if (Character.isSurrogate(c)) {
            return SURROGATE;
        }
        return isWord(c) ? WORD : OTHER;
    }

    /** Whether a code point has general category L*, M* or N*. */
    public static boolean isWord(int codePoint) {
        return switch (Unicode.category(codePoint)) {
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.LETTER_NUMBER,
                    Character.OTHER_NUMBER -> true;
            default -> false;
        };
    }

    /** The class of each unit; not to be written to. */
    public static byte[] classes() {
        return CLASSES;
    }

    /** The lower case of each unit, or each unit itself; not to be written to. */
    public static char[] folding(boolean lower) {
        return lower ? LOWER : SAME;
    }

    /**
     * Whether lower-casing this text unit by unit would differ from lower-casing it whole: the dotted capital I becomes
     * two code points, and a capital sigma depends on its neighbours.
     */
    public static boolean needsWholeText(String text) {
        return text.indexOf('\u0130') >= 0 || text.indexOf('\u03A3') >= 0;
    }

    /** As {@link #needsWholeText(String)}, of a text's UTF-8 bytes from a place on. */
    public static boolean needsWholeText(byte[] utf8, int from) {
        for (int i = from; i < utf8.length - 1; i++) {
            if ((utf8[i] == (byte) 0xc4 && utf8[i + 1] == (byte) 0xb0)
                    || (utf8[i] == (byte) 0xce && utf8[i + 1] == (byte) 0xa3)) {
                return true;
            }
        }
        return false;
    }
}
