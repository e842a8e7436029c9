package dev.sluice.operators.text.url;

import dev.sluice.text.Chars;

/**
 * Addresses of four numbers, as the expression {@code \s{0,10}\b((https?|ftp)://)?([0-2]?\d{1,2}\.){3}[0-2]?\d{1,2}T*}
 * finds them (with {@code 0-9} for {@code \d}).
 */
final class DclmNumbers extends ReplaceUrls.Scanner {
    @Override
    boolean find(String text, int from) {
        for (int dot = text.indexOf('.', from); dot >= 0; dot = text.indexOf('.', dot + 1)) {
            int first = firstNumber(text, from, dot);
            int last = first < 0 ? -1 : numbersEnd(text, dot);
            if (last >= 0) {
                start = DclmHosts.spaces(text, first, from);
                end = last;
                while (end < text.length() && DclmHosts.isTail(text.charAt(end))) {
                    end++;
                }
                return true;
            }
        }
        return false;
    }

    /** Where the scheme, or the number before a dot, begins at a word boundary; -1 where neither does. */
    private static int firstNumber(String text, int from, int dot) {
        int best = -1;
        for (int i = dot - 1; i >= from && i >= dot - 3 && isDigit(text.charAt(i)); i--) {
            boolean fits = dot - i < 3 || text.charAt(i) <= '2';
            if (!fits) {
                continue;
            }
            int scheme = DclmHosts.scheme(text, i, from);
            if (scheme < i && isBoundaryBefore(text, scheme)) {
                return scheme;
            }
            // After white space the expression's boundary is the one between the space and the number.
            best = isBoundaryBefore(text, i) ? i : best;
        }
        return best;
    }

    private static boolean isBoundaryBefore(String text, int i) {
        return i == 0 || !Chars.isWord(text.codePointBefore(i));
    }

    private static int numbersEnd(String text, int firstDot) {
        int dot = firstDot;
        for (int part = 1; part < 3; part++) {
            dot = numberEnd(text, dot + 1);
            if (dot < 0 || dot >= text.length() || text.charAt(dot) != '.') {
                return -1;
            }
        }
        return numberEnd(text, dot + 1);
    }

    /** Up to three digits of which the first of three is 0 to 2. */
    private static int numberEnd(String text, int from) {
        int i = from;
        while (i < text.length() && i < from + 3 && isDigit(text.charAt(i))) {
            i++;
        }
        return i == from ? -1 : i == from + 3 && text.charAt(from) > '2' ? i - 1 : i;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
