package dev.sluice.connectors;

import dev.sluice.text.EightBytes;

/**
 * Checks that bytes are well-formed UTF-8 (no overlong forms, no surrogates, nothing above U+10FFFF), and looks for single
 * ones among them.
 */
public final class Utf8 {
    private Utf8() {}

    /** The index of the first byte that is not well-formed, or -1. */
    public static int firstInvalid(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            int b = bytes[i];
            if (b >= 0) {
                i = afterAscii(bytes, i + 1, to);
                continue;
            }
            int length = (b & 0xe0) == 0xc0 ? 2 : (b & 0xf0) == 0xe0 ? 3 : (b & 0xf8) == 0xf0 ? 4 : 0;
            if (length == 0 || i + length > to) {
                return i;
            }
            int point = b & (0xff >> (length + 1));
            for (int j = 1; j < length; j++) {
                int next = bytes[i + j];
                if ((next & 0xc0) != 0x80) {
                    return i;
                }
                point = (point << 6) | (next & 0x3f);
            }
            int least = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000;
            if (point < least || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) {
                return i;
            }
            i += length;
        }
        return -1;
    }

    /** The first byte from a place on that is not ASCII, or the end; looks at eight bytes at a time. */
    private static int afterAscii(byte[] bytes, int from, int to) {
        int i = from;
        while (i <= to - 8 && (EightBytes.at(bytes, i) & EightBytes.HIGH) == 0) {
            i += 8;
        }
        while (i < to && bytes[i] >= 0) {
            i++;
        }
        return i;
    }

    /** The first byte from a place on that is {@code wanted}, or the end; looks at eight bytes at a time. */
    public static int find(byte wanted, byte[] bytes, int from, int to) {
        int i = from;
        for (; i <= to - 8; i += 8) {
            long marks = EightBytes.equal(EightBytes.at(bytes, i), wanted & 0xff);
            if (marks != 0) {
                return i + EightBytes.before(marks);
            }
        }
        while (i < to && bytes[i] != wanted) {
            i++;
        }
        return i;
    }

    /** The first quote, backslash or control character, which end the plain part of a string in JSON, or the end. */
    public static int endOfPlain(byte[] bytes, int from, int to) {
        int i = from;
        for (; i <= to - 8; i += 8) {
            long block = EightBytes.at(bytes, i);
            long marks = EightBytes.equal(block, '"') | EightBytes.equal(block, '\\') | EightBytes.below(block, ' ');
            if (marks != 0) {
                return i + EightBytes.before(marks);
            }
        }
        while (i < to && bytes[i] != '"' && bytes[i] != '\\' && (bytes[i] < 0 || bytes[i] >= ' ')) {
            i++;
        }
        return i;
    }

    /** The index of the first surrogate without its partner in a text, or -1. */
    public static int firstLoneSurrogate(String text) {
        return firstLoneSurrogate(text, 0);
    }

    /** As {@link #firstLoneSurrogate(String)}, from an index on that does not split a pair. */
    public static int firstLoneSurrogate(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return i;
            }
        }
        return -1;
    }
}
