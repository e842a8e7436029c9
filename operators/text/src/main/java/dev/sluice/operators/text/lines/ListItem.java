package dev.sluice.operators.text.lines;

import dev.sluice.text.Chars;
import dev.sluice.text.Unicode;

/** Tells items of lists in plain text. */
final class ListItem {
    private static final String BULLETS =
            "-*+\u2022\u2023\u2043\u204c\u204d\u2219\u25aa\u25ab\u25a0\u25a1\u25b6\u25b8\u25cb\u25cf\u25e6\u00b7\u2013\u27a2\u2713\u2714";
    private static final int MOST_DIGITS = 3;

    private ListItem() {}

    /** Whether an item begins at a place: a bullet, or {@code 1.}, {@code 1)}, {@code (1)} with a number or a letter, and a space. */
    static boolean begins(String text, int from, int to) {
        if (from >= to) {
            return false;
        }
        int at = from;
        if (BULLETS.indexOf(text.charAt(at)) >= 0) {
            at++;
        } else {
            boolean open = text.charAt(at) == '(';
            at += open ? 1 : 0;
            int end = markEnd(text, at, to);
            if (end == at || end >= to) {
                return false;
            }
            char close = text.charAt(end);
            if (close != ')' && (open || close != '.')) {
                return false;
            }
            at = end + 1;
        }
        return at < to && Chars.isSpace(text.charAt(at)) && Chars.skipSpace(text, at, to) < to;
    }

    private static int markEnd(String text, int from, int to) {
        int at = from;
        while (at < to && at - from < MOST_DIGITS && Unicode.isDecimalDigit(text.charAt(at))) {
            at++;
        }
        if (at == from && at < to && isLatin(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isLatin(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
