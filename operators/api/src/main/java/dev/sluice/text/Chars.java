package dev.sluice.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Classes of characters as Python's string methods and regular expressions define them. A table for the
 * basic plane, {@link Unicode} beyond.
 */
public final class Chars {
    static final int SPACE = 1;
    static final int WORD = 1 << 1;
    static final int ALPHA = 1 << 2;
    static final int NUMERIC = 1 << 3;
    static final int UPPER = 1 << 4;
    static final int LOWER_OR_TITLE = 1 << 5;
    static final int LINE_BREAK = 1 << 6;
    static final int ASCII_LETTER = 1 << 7;
    /** Whatever {@link CodePointSet#DATATROVE_PUNCTUATION} does not hold. */
    static final int NO_PUNCTUATION = 1 << 8;
    /** In {@link CodePointSet#SENTENCE_TERMINAL}. */
    static final int TERMINAL = 1 << 9;
    /** General category Lu, which is narrower than {@link #UPPER}. */
    static final int CAPITAL = 1 << 10;
    /** Two UTF-16 units, or half of them. */
    static final int ASTRAL = 1 << 11;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;

    private static final short[] TABLE = new short[1 << 16];

    static {
        int[] ofProperties = new int[1 << 8];
        Arrays.setAll(ofProperties, Chars::ofProperties);
        for (int c = 0; c < TABLE.length; c++) {
            TABLE[c] = (short) (ofProperties[Unicode.properties(c)] | NO_PUNCTUATION);
        }
        Stream.of(
                        IntStream.range(0, 1 << 8), // all that ASCII and Latin-1 have of their own
                        IntStream.of(0x1680, 0x205f, 0x3000),
                        IntStream.rangeClosed(0x2000, 0x202f),
                        IntStream.of(NumericLetters.SORTED),
                        CodePointSet.DATATROVE_PUNCTUATION.members(),
                        CodePointSet.SENTENCE_TERMINAL.members())
                .flatMapToInt(Function.identity())
                .filter(c -> c < TABLE.length)
                .forEach(c -> TABLE[c] = (short) classes(c));
    }

    private Chars() {}

    /** The definition, which the table holds for the basic plane. */
    static int classes(int c) {
        return ofProperties(Unicode.properties(c))
                | (CodePointSet.DATATROVE_PUNCTUATION.contains(c) ? 0 : NO_PUNCTUATION)
                | (isSpaceSlow(c) ? SPACE : 0)
                | (c == '_' ? WORD : 0)
                | (NumericLetters.contains(c) ? NUMERIC : 0)
                | (isLineBreakSlow(c) ? LINE_BREAK : 0)
                | (c < 0x80 && Unicode.isLetter(c) ? ASCII_LETTER : 0)
                | (CodePointSet.SENTENCE_TERMINAL.contains(c) ? TERMINAL : 0)
                | (c >= Character.MIN_SUPPLEMENTARY_CODE_POINT ? ASTRAL : 0);
    }

    /** The classes of a character that has these {@linkplain Unicode#properties properties} and is in no list. */
    private static int ofProperties(int properties) {
        int type = properties & Unicode.CATEGORY;
        boolean number = type == Character.DECIMAL_DIGIT_NUMBER
                || type == Character.LETTER_NUMBER
                || type == Character.OTHER_NUMBER;
        boolean alpha = (Unicode.LETTERS >> type & 1) != 0;
        return (alpha || number ? WORD : 0)
                | (alpha ? ALPHA : 0)
                | (number ? NUMERIC : 0)
                | ((properties & Unicode.UPPER) != 0 ? UPPER : 0)
                | ((properties & Unicode.LOWER) != 0 || type == Character.TITLECASE_LETTER ? LOWER_OR_TITLE : 0)
                | (type == Character.UPPERCASE_LETTER ? CAPITAL : 0)
                | (type == Character.SURROGATE ? ASTRAL : 0);
    }

    private static boolean isSpaceSlow(int c) {
        return (c >= 0x09 && c <= 0x0d)
                || (c >= 0x1c && c <= 0x20)
                || c == 0x85
                || c == 0xa0
                || c == 0x1680
                || (c >= 0x2000 && c <= 0x200a)
                || c == 0x2028
                || c == 0x2029
                || c == 0x202f
                || c == 0x205f
                || c == 0x3000;
    }

    private static boolean isLineBreakSlow(int c) {
        return (c >= 0x0a && c <= 0x0d) || (c >= 0x1c && c <= 0x1e) || c == 0x85 || c == 0x2028 || c == 0x2029;
    }

    /** The classes of a code point, or of a UTF-16 unit, as bits. */
    static int of(int codePoint) {
        return codePoint < TABLE.length ? TABLE[codePoint] : classes(codePoint);
    }

    /** White space: {@code str.isspace}, {@code \s}. */
    public static boolean isSpace(int codePoint) {
        return (of(codePoint) & SPACE) != 0;
    }

    /** {@code \w}: letters, numbers of any kind, underscore. */
    public static boolean isWord(int codePoint) {
        return (of(codePoint) & WORD) != 0;
    }

    /** {@code str.isalpha}: letters. */
    public static boolean isAlpha(int codePoint) {
        return (of(codePoint) & ALPHA) != 0;
    }

    /** {@code str.isnumeric}: numbers of any kind and ideographs that stand for numbers. */
    public static boolean isNumeric(int codePoint) {
        return (of(codePoint) & NUMERIC) != 0;
    }

    /** {@code str.isdigit}: decimal digits and characters such as superscript or circled digits. */
    public static boolean isDigit(int codePoint) {
        return codePoint < 0x80
                ? codePoint >= '0' && codePoint <= '9'
                : (of(codePoint) & NUMERIC) != 0
                        && (Unicode.isDecimalDigit(codePoint) || DigitsBeyondDecimal.SET.contains(codePoint));
    }

    /** Derived property Uppercase. */
    public static boolean isUpper(int codePoint) {
        return (of(codePoint) & UPPER) != 0;
    }

    /** Derived property Lowercase, or a title-case letter. */
    public static boolean isLowerOrTitle(int codePoint) {
        return (of(codePoint) & LOWER_OR_TITLE) != 0;
    }

    /** Where {@code str.splitlines} breaks. */
    public static boolean isLineBreak(int codePoint) {
        return (of(codePoint) & LINE_BREAK) != 0;
    }

    /** Where fastText cuts words: white space of ASCII, and NUL; other white space is part of words. */
    public static boolean separatesForFasttext(int codePoint) {
        return codePoint == ' ' || (codePoint >= '\t' && codePoint <= '\r') || codePoint == 0;
    }

    /** Number of upper-case letters in a part of a text; characters of two UTF-16 units do not count. */
    public static int countUpper(String text, int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            count += TABLE[text.charAt(i)] / UPPER & 1; // no branch, so that nothing is mispredicted
        }
        return count;
    }

    /** Number of numeric characters in a part of a text; those of two UTF-16 units do not count. */
    public static int countNumeric(String text, int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            count += TABLE[text.charAt(i)] / NUMERIC & 1;
        }
        return count;
    }

    /** Number of letters and numeric characters in a text, in code points. */
    public static int countAlphanumeric(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return utf8.length == text.length() ? countAsciiAlphanumeric(utf8) : countAnyAlphanumeric(text);
    }

    /** The same for ASCII, eight characters at a time. */
    private static int countAsciiAlphanumeric(byte[] ascii) {
        int count = 0;
        int at = 0;
        for (; at <= ascii.length - 8; at += 8) {
            long block = (long) LONGS.get(ascii, at);
            long letters = block | 0x20 * ONES; // capitals become small letters, and nothing else does
            long found = within(letters, 'a', 'z') | within(block, '0', '9');
            count += Long.bitCount(found);
        }
        for (; at < ascii.length; at++) {
            count += (TABLE[ascii[at]] & (ALPHA | NUMERIC)) != 0 ? 1 : 0;
        }
        return count;
    }

    /** High bits at the bytes of an ASCII block that are at least {@code low} and at most {@code high}. */
    private static long within(long block, int low, int high) {
        return (block + (0x80 - low) * ONES) & ~(block + (0x7f - high) * ONES) & HIGH;
    }

    private static int countAnyAlphanumeric(String text) {
        int count = 0;
        int kinds = 0;
        for (int i = 0; i < text.length(); i++) {
            int kind = TABLE[text.charAt(i)];
            kinds |= kind;
            count += (kind / ALPHA | kind / NUMERIC) & 1;
        }
        if ((kinds & ASTRAL) != 0) {
            // halves of a pair were counted as nothing
            count += (int) text.codePoints()
                    .filter(c -> c >= TABLE.length && (classes(c) & (ALPHA | NUMERIC)) != 0)
                    .count();
        }
        return count;
    }

    /** First index at or after {@code from} that is not white space, or {@code to}. */
    public static int skipSpace(String text, int from, int to) {
        int i = from;
        while (i < to && isSpace(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /** End of the text before trailing white space, at least {@code from}. */
    public static int stripEnd(String text, int from, int to) {
        int i = to;
        while (i > from && isSpace(text.charAt(i - 1))) {
            i--;
        }
        return i;
    }

    /** The 81 letters that Unicode 14 gives a numeric type. */
    private static final class NumericLetters {
        private static final int[] SORTED =
                CodePointSet.read("numeric_letters.txt").members().toArray();

        static boolean contains(int c) {
            return Arrays.binarySearch(SORTED, c) >= 0;
        }
    }

    /** The 128 characters beside decimal digits that Unicode 14 calls digits. */
    private static final class DigitsBeyondDecimal {
        private static final CodePointSet SET = CodePointSet.read("digits_beyond_decimal.txt");
    }
}
