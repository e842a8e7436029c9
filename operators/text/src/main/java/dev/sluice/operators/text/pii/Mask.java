package dev.sluice.operators.text.pii;

import dev.sluice.text.Unicode;

/** Hides a value but for its ends: of an e-mail address the first letter and the domain stay. */
final class Mask {
    private Mask() {}

    static void append(StringBuilder out, Kind kind, String text, int start, int end, String character) {
        int to = kind == Kind.EMAIL ? signOrEnd(text, start, end) : end;
        int hidden = 0;
        for (int i = start; i < to; i += Character.charCount(text.codePointAt(i))) {
            hidden += Unicode.isLetterOrDigit(text.codePointAt(i)) ? 1 : 0;
        }
        int head = head(kind, hidden);
        int tail = kind.tail;
        if (hidden <= head + tail) {
            head = 0; // so short that its ends would be all of it
            tail = hidden <= tail ? 0 : tail;
        }
        int place = 0;
        for (int i = start; i < to; ) {
            int c = text.codePointAt(i);
            if (!Unicode.isLetterOrDigit(c)) {
                out.appendCodePoint(c);
            } else if (place < head || place >= hidden - tail) {
                out.appendCodePoint(c);
                place++;
            } else {
                out.append(character);
                place++;
            }
            i += Character.charCount(c);
        }
        out.append(text, to, end);
    }

    /** Of a telephone number of eleven digits and more the first three stay as well. */
    private static int head(Kind kind, int digits) {
        return kind == Kind.PHONE && digits >= 11 ? 3 : kind.head;
    }

    private static int signOrEnd(String text, int start, int end) {
        int sign = text.lastIndexOf('@', end - 1);
        return sign < start ? end : sign;
    }
}
