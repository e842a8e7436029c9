package dev.sluice.operators.text.words;

import dev.sluice.text.LowerCase;
import dev.sluice.text.Unicode;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Texts in lower case as {@link LowerCase} has them, in UTF-8. Letters change in place, those of ASCII eight
 * at a time; no string is made unless one changes its length or depends on its neighbours.
 */
final class LowerCaseUtf8 {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;
    private static final int DOTTED_CAPITAL_I = 0x130;
    private static final int CAPITAL_SIGMA = 0x3a3;

    private LowerCaseUtf8() {}

    /**
     * Writes a text in lower case to the beginning of other bytes.
     *
     * @param utf8 well-formed
     * @param target at least as long
     * @return false where letters change their length or depend on their neighbours; then see {@link #whole}
     */
    static boolean into(byte[] utf8, byte[] target) {
        long beyond = 0;
        int at = 0;
        for (; at <= utf8.length - 8; at += 8) {
            long block = (long) LONGS.get(utf8, at);
            long low = block & ~HIGH;
            long capitals = (low + (0x80 - 'A') * ONES) & ~(low + (0x7f - 'Z') * ONES) & ~block & HIGH;
            beyond |= block & HIGH;
            LONGS.set(target, at, block | capitals >>> 2); // small letters have one bit more, 0x20
        }
        for (; at < utf8.length; at++) {
            byte b = utf8[at];
            beyond |= b & HIGH;
            target[at] = (byte) (b >= 'A' && b <= 'Z' ? b | 0x20 : b);
        }
        return beyond == 0 || lowerBeyondAscii(target, utf8.length);
    }

    /** Any text in lower case. */
    static byte[] whole(byte[] utf8) {
        return LowerCase.of(new String(utf8, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }

    /** Changes the letters outside ASCII; false where that cannot be done in place. */
    private static boolean lowerBeyondAscii(byte[] utf8, int length) {
        int at = 0;
        while (at < length) {
            if (at <= length - 8 && ((long) LONGS.get(utf8, at) & HIGH) == 0) {
                at += 8;
                continue;
            }
            if (utf8[at] >= 0) {
                at++;
                continue;
            }
            int b = utf8[at] & 0xff;
            int units = b < 0xe0 ? 2 : b < 0xf0 ? 3 : 4;
            int point = b & (0x7f >> units);
            for (int i = 1; i < units; i++) {
                point = point << 6 | (utf8[at + i] & 0x3f);
            }
            int lower = Unicode.toLowerCase(point);
            if (lower != point || point == CAPITAL_SIGMA) {
                int lowerUnits = lower < 0x80 ? 1 : lower < 0x800 ? 2 : lower < 0x10000 ? 3 : 4;
                if (point == CAPITAL_SIGMA || point == DOTTED_CAPITAL_I || lowerUnits != units) {
                    return false;
                }
                for (int i = units - 1; i > 0; i--) {
                    utf8[at + i] = (byte) (0x80 | (lower & 0x3f));
                    lower >>= 6;
                }
                utf8[at] = (byte) (0xf00 >> units | lower);
            }
            at += units;
        }
        return true;
    }
}
