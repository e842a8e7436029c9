package dev.sluice.connectors.jsonl;

import dev.sluice.connectors.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a JSON string stands for. Takes strings that were found to be well-formed, halves of surrogate pairs included. */
final class JsonString {
    private JsonString() {}

    static String text(byte[] record, int from, int to) {
        return Utf8.find((byte) '\\', record, from, to) == to
                ? new String(record, from, to - from, StandardCharsets.UTF_8)
                : new String(utf8(record, from, to), StandardCharsets.UTF_8);
    }

    /** The string between its quotes, in UTF-8. */
    static byte[] utf8(byte[] record, int from, int to) {
        int escape = Utf8.find((byte) '\\', record, from, to);
        if (escape == to) {
            return Arrays.copyOfRange(record, from, to);
        }
        byte[] plain = new byte[to - from]; // no escape is shorter than what it stands for
        int length = 0;
        int at = from;
        while (escape < to) {
            System.arraycopy(record, at, plain, length, escape - at);
            length += escape - at;
            if (record[escape + 1] == 'u') {
                int point = hex(record, escape + 2);
                at = escape + 6;
                if (Character.isHighSurrogate((char) point)) {
                    point = Character.toCodePoint((char) point, (char) hex(record, escape + 8));
                    at = escape + 12;
                }
                length = encode(point, plain, length);
            } else {
                plain[length++] = unescaped(record[escape + 1]);
                at = escape + 2;
            }
            escape = Utf8.find((byte) '\\', record, at, to);
        }
        System.arraycopy(record, at, plain, length, to - at);
        return Arrays.copyOf(plain, length + to - at);
    }

    private static byte unescaped(byte letter) {
        return switch (letter) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            default -> letter; // quote, slash, backslash
        };
    }

    /** Four hexadecimal digits as a number; less than zero where there are none. */
    static int hex(byte[] record, int at) {
        if (at + 4 > record.length) {
            return -1;
        }
        int unit = 0;
        for (int i = at; i < at + 4; i++) {
            int digit = record[i] < 0 ? -1 : Character.digit(record[i], 16);
            if (digit < 0) {
                return -1;
            }
            unit = (unit << 4) | digit;
        }
        return unit;
    }

    private static int encode(int point, byte[] plain, int length) {
        if (point < 0x80) {
            plain[length] = (byte) point;
            return length + 1;
        }
        int further = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
        int mark = further == 1 ? 0xc0 : further == 2 ? 0xe0 : 0xf0;
        plain[length] = (byte) (mark | (point >> (6 * further)));
        for (int i = 1; i <= further; i++) {
            plain[length + i] = (byte) (0x80 | ((point >> (6 * (further - i))) & 0x3f));
        }
        return length + 1 + further;
    }
}
