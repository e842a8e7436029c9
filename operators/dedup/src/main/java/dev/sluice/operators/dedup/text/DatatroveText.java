package dev.sluice.operators.dedup.text;

import dev.sluice.text.LowerCase;
import dev.sluice.text.NormalForm;
import dev.sluice.text.Unicode;
import java.util.Arrays;

/**
 * The normal form in which datatrove compares texts: lower case; numbers, with one decimal part, become 0; punctuation
 * and controls become spaces; white space runs become one space, none at the ends; marks that do not space (general
 * category Mn) fall off their letters.
 */
final class DatatroveText {
    /** Punctuation beyond ASCII; the full-width digit one belongs to the published table. */
    private static final char[] PUNCTUATION = {
        0x00AB, 0x00B4, 0x00BB, 0x2013, 0x2014, 0x2019, 0x201C, 0x201D, 0x201E, 0x2026, 0x2236, 0x2501, 0x25BA, 0x3001,
        0x3002, 0x3008, 0x3009, 0x300A, 0x300B, 0x300C, 0x300D, 0x3010, 0x3011, 0xFF01, 0xFF05, 0xFF08, 0xFF09, 0xFF0C,
        0xFF0E, 0xFF11, 0xFF1A, 0xFF1B, 0xFF1F, 0xFF5E
    };

    private DatatroveText() {}

    static String normalise(String text) {
        String spaced = spaced(LowerCase.of(text));
        if (isAscii(spaced)) {
            return spaced; // nothing to take apart, and no mark to drop
        }
        String apart = NormalForm.NFD.of(spaced);
        StringBuilder bare = new StringBuilder(apart.length());
        apart.codePoints()
                .filter(codePoint -> Unicode.category(codePoint) != Character.NON_SPACING_MARK)
                .forEach(bare::appendCodePoint);
        return bare.toString().strip();
    }

    /** CCNet's form for comparing lines, which deletes the same punctuation and keeps that of ASCII. */
    static String ccnet(String text) {
        String lower = Folding.stripped(text);
        StringBuilder out = new StringBuilder(lower.length());
        int width;
        for (int i = 0; i < lower.length(); i += width) {
            int codePoint = lower.codePointAt(i);
            width = Character.charCount(codePoint);
            if (Unicode.isDecimalDigit(codePoint)) {
                out.append('0');
            } else if (!isControl(codePoint) && !isPunctuationBeyondAscii(codePoint)) {
                out.appendCodePoint(codePoint);
            }
        }
        return out.toString();
    }

    private static boolean isControl(int codePoint) {
        return codePoint < ' ' || (codePoint >= 0x7f && codePoint < 0xa0);
    }

    private static boolean isPunctuationBeyondAscii(int codePoint) {
        return codePoint <= Character.MAX_VALUE && Arrays.binarySearch(PUNCTUATION, (char) codePoint) >= 0;
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /** Numbers as 0, and one space for each run of punctuation and white space, none at the ends. */
    private static String spaced(String text) {
        StringBuilder out = new StringBuilder(text.length());
        boolean gap = false;
        int i = 0;
        while (i < text.length()) {
            int codePoint = text.codePointAt(i);
            int end = i + Character.charCount(codePoint);
            if (Unicode.isDecimalDigit(codePoint)) {
                end = endOfNumber(text, end);
                codePoint = '0';
            } else if (isPunctuation(codePoint) || isSpace(codePoint)) {
                gap = true;
                i = end;
                continue;
            }
            if (gap && out.length() > 0) {
                out.append(' ');
            }
            gap = false;
            out.appendCodePoint(codePoint);
            i = end;
        }
        return out.toString();
    }

    private static int endOfNumber(String text, int from) {
        int end = endOfDigits(text, from);
        if (end < text.length() && isDecimalPoint(text.charAt(end))) {
            int further = endOfDigits(text, end + 1);
            if (further > end + 1) {
                return further;
            }
        }
        return end;
    }

    private static int endOfDigits(String text, int from) {
        int at = from;
        while (at < text.length() && Unicode.isDecimalDigit(text.codePointAt(at))) {
            at += Character.charCount(text.codePointAt(at));
        }
        return at;
    }

    private static boolean isDecimalPoint(char c) {
        return c == '.' || c == ',' || c == 0x060C || c == 0x066B || (c >= 0x2396 && c <= 0x2398);
    }

    private static boolean isPunctuation(int codePoint) {
        if (codePoint < 0x80) {
            return codePoint == 0x7f
                    || (codePoint < ' ' && codePoint != '\t' && codePoint != '\n')
                    || (codePoint > ' ' && !Unicode.isLetterOrDigit(codePoint));
        }
        return codePoint < 0xa0 || isPunctuationBeyondAscii(codePoint);
    }

    /** White space beyond what counts as control: Python's {@code \s}. */
    private static boolean isSpace(int codePoint) {
        return codePoint == '\t' || codePoint == '\n' || Character.isSpaceChar(codePoint);
    }
}
