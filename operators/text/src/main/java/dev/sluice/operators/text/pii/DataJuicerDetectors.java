package dev.sluice.operators.text.pii;

import dev.sluice.text.Unicode;

/**
 * E-mail and IP addresses as Data-Juicer's mappers find them. E-mail: letters, digits and {@code . - + _}, an at sign,
 * the longest run of lower-case letters, digits and {@code . - + _}, a dot, lower-case letters. IP: four numbers up to
 * 255 without leading zeros and with dots between, or eight groups of up to four hexadecimal digits with colons between;
 * no boundary on either side.
 */
final class DataJuicerDetectors {
    private static final int GROUPS = 8;

    private DataJuicerDetectors() {}

    static void emails(String text, Matches matches) {
        int free = 0;
        for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
            int start = at;
            while (start > free && isLocal(text.charAt(start - 1))) {
                start--;
            }
            int end = start < at ? domainEnd(text, at + 1) : -1;
            if (end >= 0) {
                matches.add(start, end);
                free = end;
                at = end - 1;
            }
        }
    }

    private static boolean isLocal(char c) {
        return (c >= 'A' && c <= 'Z') || isDomain(c);
    }

    private static boolean isDomain(char c) {
        return isLower(c) || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == '_';
    }

    private static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static int domainEnd(String text, int from) {
        int end = from;
        int lastDot = -1;
        while (end < text.length() && isDomain(text.charAt(end))) {
            if (text.charAt(end) == '.' && end > from && end + 1 < text.length() && isLower(text.charAt(end + 1))) {
                lastDot = end;
            }
            end++;
        }
        if (lastDot < 0) {
            return -1;
        }
        int last = lastDot + 1;
        while (last < text.length() && isLower(text.charAt(last))) {
            last++;
        }
        return last;
    }

    static void ips(String text, Matches matches) {
        int free = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '.' && c != ':') {
                continue;
            }
            // Numbers hold no separator, so a match with an earlier first separator begins earlier.
            int start = c == '.' ? firstNumber(text, free, i) : firstGroup(text, free, i);
            int end = start < 0 ? -1 : c == '.' ? numbersEnd(text, i) : groupsEnd(text, i);
            if (end >= 0) {
                matches.add(start, end);
                free = end;
                i = end - 1;
            }
        }
    }

    /** The first place from which the digits before a dot form a number, or -1. */
    private static int firstNumber(String text, int free, int dot) {
        for (int start = Math.max(free, dot - 3); start < dot; start++) {
            if (numberEnd(text, start) == dot) {
                return start;
            }
        }
        return -1;
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

    /** End of the longest number up to 255 without a leading zero, or -1. */
    private static int numberEnd(String text, int from) {
        int value = 0;
        int i = from;
        while (i < text.length() && i < from + 3 && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
            value = 10 * value + text.charAt(i) - '0';
            i++;
            if (value == 0) {
                return i;
            }
        }
        return i == from ? -1 : value > 255 ? i - 1 : i;
    }

    /** The first place from which up to four hexadecimal digits lead to a colon, or -1. */
    private static int firstGroup(String text, int free, int colon) {
        int start = colon;
        while (start > free && colon - start < 4 && isHexadecimal(text.charAt(start - 1))) {
            start--;
        }
        return start < colon ? start : -1;
    }

    private static int groupsEnd(String text, int firstColon) {
        int i = firstColon;
        for (int group = 1; group < GROUPS; group++) {
            int from = i + 1;
            i = from;
            while (i < text.length() && i < from + 4 && isHexadecimal(text.charAt(i))) {
                i++;
            }
            boolean last = group == GROUPS - 1;
            if (i == from || (!last && (i >= text.length() || text.charAt(i) != ':'))) {
                return -1;
            }
        }
        return i;
    }

    /** The expression says {@code \d}, which takes digits of any script. */
    private static boolean isHexadecimal(char c) {
        return Unicode.isDecimalDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }
}
