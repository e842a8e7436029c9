package dev.sluice.operators.text.pii;

import dev.sluice.text.Chars;
import dev.sluice.text.Unicode;

/**
 * E-mail addresses and telephone numbers as Dolma's regular expressions find them, with the characters around that these
 * take in. An expression sees one paragraph, a piece that ends with its line feed, or the whole text.
 *
 * <p>E-mail: any number of white space and {@code . @ , ? ! ; : ) (}, then characters other than white space and at
 * signs, an at sign, the shortest domain of characters other than white space and {@code @ , ? ! ; : ) (}, perhaps one
 * of the former set, and one white space. Telephone: white space, three digits perhaps in parentheses, any number of
 * {@code - .} and spaces, three digits, perhaps a separator, four digits.
 */
final class DolmaDetectors {
    private final boolean paragraphs;
    private int domainStop;

    DolmaDetectors(boolean paragraphs) {
        this.paragraphs = paragraphs;
    }

    void emails(String text, Matches matches) {
        if (!paragraphs) {
            emails(text, 0, text.length(), matches);
            return;
        }
        for (int at = text.indexOf('@'); at >= 0; ) {
            int end = paragraphEnd(text, at);
            emails(text, text.lastIndexOf('\n', at) + 1, end, matches);
            at = text.indexOf('@', end);
        }
    }

    void phones(String text, Matches matches) {
        int from = 0;
        while (from < text.length()) {
            int end = paragraphs ? paragraphEnd(text, from) : text.length();
            phones(text, from, end, matches);
            from = end;
        }
    }

    private static int paragraphEnd(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end + 1;
    }

    private void emails(String text, int from, int to, Matches matches) {
        int free = from;
        int at = text.indexOf('@', from);
        while (at >= 0 && at < to) {
            if (at == free || !isLocal(text.charAt(at - 1)) || domainEnd(text, at, to) < 0) {
                at = text.indexOf('@', at + 1);
                continue;
            }
            int start = at;
            while (start > free && isLocal(text.charAt(start - 1))) {
                start--;
            }
            while (start > free && isPadding(text.charAt(start - 1))) {
                start--;
            }
            int padded = start;
            while (padded < to && isPadding(text.charAt(padded))) {
                padded++;
            }
            int sign = padded < at ? at : lastSign(text, at, padded, to);
            int local = padded < sign ? padded : sign - 1;
            int end = domainEnd(text, sign, to);
            boolean address = paragraphs
                    ? !(sign - local == 1 && text.charAt(local) == '(') && hasDot(text, sign + 1, domainStop)
                    : isAddress(text, start, end);
            if (address) {
                matches.add(start, end);
            }
            free = end;
            at = text.indexOf('@', end);
        }
    }

    /**
     * The padding swallows at signs as well, and as many as it can: the last one that still leaves an address is the
     * one that counts.
     */
    private int lastSign(String text, int least, int padded, int to) {
        int next = padded;
        while (next < to && isLocal(text.charAt(next))) {
            next++;
        }
        if (next > padded && next < to && text.charAt(next) == '@' && domainEnd(text, next, to) >= 0) {
            return next;
        }
        for (int sign = padded - 1; sign > least; sign--) {
            if (text.charAt(sign) == '@' && isLocal(text.charAt(sign - 1)) && domainEnd(text, sign, to) >= 0) {
                return sign;
            }
        }
        return least;
    }

    /** End of the match whose at sign is given, or -1; leaves the end of the domain in {@link #domainStop}. */
    private int domainEnd(String text, int sign, int to) {
        int stop = sign + 1;
        while (stop < to && !isDomainStop(text.charAt(stop))) {
            stop++;
        }
        domainStop = stop;
        if (stop == sign + 1 || stop == to) {
            return -1;
        }
        boolean space = Chars.isSpace(text.charAt(stop));
        if (space && text.charAt(stop - 1) == '.' && stop - 1 > sign + 1) {
            domainStop = stop - 1;
            return stop + 1;
        }
        if (stop + 1 < to && Chars.isSpace(text.charAt(stop + 1))) {
            return stop + 2;
        }
        return space ? stop + 1 : -1;
    }

    private static boolean hasDot(String text, int from, int to) {
        int dot = text.indexOf('.', from);
        return dot >= 0 && dot < to;
    }

    /** What Dolma's second tagger checks: the parts of the whole match around its first at sign. */
    private static boolean isAddress(String text, int start, int end) {
        int sign = text.indexOf('@', start);
        int next = text.indexOf('@', sign + 1);
        int from = Chars.skipSpace(text, start, sign);
        int to = Chars.stripEnd(text, from, sign);
        boolean parenthesis = to - from == 1 && text.charAt(from) == '(';
        return !parenthesis && hasDot(text, sign + 1, next < 0 || next > end ? end : next);
    }

    private static boolean isLocal(char c) {
        return c != '@' && !Chars.isSpace(c);
    }

    private static boolean isPadding(char c) {
        return c == '.' || isDomainStop(c);
    }

    private static boolean isDomainStop(char c) {
        return c == '@'
                || c == ','
                || c == '?'
                || c == '!'
                || c == ';'
                || c == ':'
                || c == ')'
                || c == '('
                || Chars.isSpace(c);
    }

    private static void phones(String text, int from, int to, Matches matches) {
        int i = from;
        while (i < to) {
            if (!Chars.isSpace(text.charAt(i))) {
                i++;
                continue;
            }
            int start = i;
            i = Chars.skipSpace(text, i, to);
            int end = phoneEnd(text, i, to);
            if (end >= 0) {
                matches.add(start, end);
                i = end;
            }
        }
    }

    private static int phoneEnd(String text, int from, int to) {
        int i = from < to && text.charAt(from) == '(' ? from + 1 : from;
        i = digits(text, i, 3, to);
        if (i >= 0 && i < to && text.charAt(i) == ')') {
            i++;
        }
        while (i >= 0 && i < to && isSeparator(text.charAt(i))) {
            i++;
        }
        i = digits(text, i, 3, to);
        if (i >= 0 && i < to && isSeparator(text.charAt(i))) {
            i++;
        }
        return digits(text, i, 4, to);
    }

    private static boolean isSeparator(char c) {
        return c == '-' || c == '.' || c == ' ';
    }

    /** The index after {@code count} digits of any script, or -1. */
    private static int digits(String text, int from, int count, int to) {
        int i = from;
        for (int n = 0; n < count; n++) {
            if (i < 0 || i >= to) {
                return -1;
            }
            int c = text.codePointAt(i);
            if (!Unicode.isDecimalDigit(c)) {
                return -1;
            }
            i += Character.charCount(c);
        }
        return i;
    }
}
