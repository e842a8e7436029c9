package dev.sluice.operators.text.pii;

import dev.sluice.text.Chars;
import dev.sluice.text.Unicode;

/**
 * Finds e-mail addresses as datatrove's regular expression does: a word boundary, then groups of {@code
 * a-zA-Z0-9!#$%&'*+/=?^_`{|}~-} separated by single dots, an at sign, and a domain of two or more labels that begin and
 * end with a letter or digit, or a bracketed address. ASCII only. Works outwards from each at sign, so a text without
 * one costs a scan.
 */
final class EmailScanner {
    private static final boolean[] LOCAL = new boolean[128];

    static {
        for (char c = 'a'; c <= 'z'; c++) {
            LOCAL[c] = true;
            LOCAL[Unicode.toUpperCase(c)] = true;
        }
        for (char c = '0'; c <= '9'; c++) {
            LOCAL[c] = true;
        }
        for (char c : "!#$%&'*+/=?^_`{|}~-".toCharArray()) {
            LOCAL[c] = true;
        }
    }

    private final String text;
    private int start;
    private int end;

    EmailScanner(String text) {
        this.text = text;
    }

    /** Finds the next address that begins at or after {@code from}; false when there is none. */
    boolean find(int from) {
        for (int at = text.indexOf('@', from); at >= 0; at = text.indexOf('@', at + 1)) {
            int first = localStart(at, from);
            if (first >= 0) {
                int last = domainEnd(at + 1);
                if (last >= 0) {
                    start = first;
                    end = last;
                    return true;
                }
            }
        }
        return false;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** The leftmost place where a local part can begin that reaches to the at sign, or -1. */
    private int localStart(int at, int from) {
        int best = -1;
        boolean needsChar = true; // a dot stands between two groups, never at an end
        for (int i = at - 1; i >= from; i--) {
            char c = text.charAt(i);
            if (c == '.') {
                if (needsChar) {
                    break;
                }
                needsChar = true;
            } else if (c < 128 && LOCAL[c]) {
                needsChar = false;
                if (boundaryBefore(i)) {
                    best = i;
                }
            } else {
                break;
            }
        }
        return best;
    }

    private boolean boundaryBefore(int i) {
        boolean word = Chars.isWord(text.charAt(i));
        return word != (i > 0 && Chars.isWord(text.codePointBefore(i)));
    }

    private int domainEnd(int from) {
        int dotted = dottedEnd(from);
        return dotted >= 0 ? dotted : bracketedEnd(from);
    }

    /** Labels joined by dots, at least two; the longest run of labels that the text has. */
    private int dottedEnd(int from) {
        int labels = 0;
        int i = from;
        int last = -1;
        while (true) {
            int labelEnd = labelEnd(i);
            if (labelEnd < 0) {
                break;
            }
            labels++;
            if (labels >= 2) {
                last = labelEnd;
            }
            if (labelEnd >= text.length() || text.charAt(labelEnd) != '.') {
                break;
            }
            i = labelEnd + 1;
        }
        return last;
    }

    /** A letter or digit, then letters, digits and hyphens that end with a letter or digit; -1 when there is none. */
    private int labelEnd(int from) {
        int i = from;
        int last = -1;
        while (i < text.length() && (isAlphanumeric(text.charAt(i)) || (i > from && text.charAt(i) == '-'))) {
            if (text.charAt(i) != '-') {
                last = i + 1;
            }
            i++;
        }
        return last;
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    /** {@code [1.2.3.4]}: four numbers up to 255. */
    private int bracketedEnd(int from) {
        if (from >= text.length() || text.charAt(from) != '[') {
            return -1;
        }
        int i = from + 1;
        for (int part = 0; part < 4; part++) {
            int digits = Ipv4Scanner.numberEnd(text, i);
            if (digits < 0 || digits >= text.length() || text.charAt(digits) != (part < 3 ? '.' : ']')) {
                return -1;
            }
            i = digits + 1;
        }
        return i;
    }
}
