package dev.sluice.operators.text.pii;

/**
 * Finds IPv4 addresses as datatrove's regular expression does: four numbers up to 255 with dots between, without any
 * boundary on either side. Of three digits the first is 0, 1 or 2.
 */
final class Ipv4Scanner {
    private final String text;
    private int start;
    private int end;

    Ipv4Scanner(String text) {
        this.text = text;
    }

    /** Finds the next address that begins at or after {@code from}; false when there is none. */
    boolean find(int from) {
        for (int dot = text.indexOf('.', from); dot >= 0; dot = text.indexOf('.', dot + 1)) {
            for (int first = Math.max(from, dot - 3); first < dot; first++) {
                int last = addressEnd(first, dot);
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

    private int addressEnd(int from, int firstDot) {
        if (!isNumber(text, from, firstDot)) {
            return -1;
        }
        int i = firstDot + 1;
        for (int part = 1; part < 3; part++) {
            int number = numberEnd(text, i);
            if (number < 0 || number >= text.length() || text.charAt(number) != '.') {
                return -1;
            }
            i = number + 1;
        }
        return numberEnd(text, i);
    }

    private static boolean isNumber(String text, int from, int to) {
        return to - from <= 3 && numberEnd(text, from) >= 0 && numberEndUpTo(text, from, to) == to;
    }

    /** End of the longest number up to 255 at a place; -1 when there is none. */
    static int numberEnd(String text, int from) {
        return numberEndUpTo(text, from, text.length());
    }

    private static int numberEndUpTo(String text, int from, int to) {
        int i = from;
        while (i < to && i < from + 3 && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
            i++;
        }
        if (i == from) {
            return -1;
        }
        if (i - from == 3 && Integer.parseInt(text.substring(from, i)) > 255) {
            return i - 1; // the longest number that counts has two digits
        }
        return i;
    }

    /** Whether the numbers form an address: a number with a leading zero forms none. */
    static boolean isAddress(String address) {
        for (String part : address.split("\\.", -1)) {
            if (part.length() > 1 && part.charAt(0) == '0') {
                return false;
            }
        }
        return true;
    }

    /** Whether an address belongs to the public internet, as Python 3.11 has it. */
    static boolean isGlobal(String address) {
        long value = 0;
        for (String part : address.split("\\.", -1)) {
            value = value << 8 | Integer.parseInt(part);
        }
        for (long[] block : NOT_GLOBAL) {
            if (value >>> (32 - block[1]) == block[0] >>> (32 - block[1])) {
                return false;
            }
        }
        return true;
    }

    /** Address and length of the blocks that are private, shared, reserved or for documentation. */
    private static final long[][] NOT_GLOBAL = {
        {0x00000000L, 8},
        {0x0a000000L, 8},
        {0x64400000L, 10},
        {0x7f000000L, 8},
        {0xa9fe0000L, 16},
        {0xac100000L, 12},
        {0xc0000000L, 29},
        {0xc00000aaL, 31},
        {0xc0000200L, 24},
        {0xc0a80000L, 16},
        {0xc6120000L, 15},
        {0xc6336400L, 24},
        {0xcb007100L, 24},
        {0xf0000000L, 4},
        {0xffffffffL, 32}
    };
}
