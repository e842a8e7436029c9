package dev.sluice.operators.sketches;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what {@link StoredWriter} wrote. Damaged input is refused, never read past its end. */
final class StoredReader {
    private final byte[] stored;
    private int at;

    StoredReader(byte[] stored) {
        this.stored = stored;
    }

    int oneByte() {
        if (at >= stored.length) {
            throw damaged();
        }
        return stored[at++] & 0xff;
    }

    long number() {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            int next = oneByte();
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw damaged();
    }

    /** The length of a list or array, each of whose elements takes at least one byte. */
    int length() {
        long length = number();
        if (length < 0 || length > stored.length - at) {
            throw damaged();
        }
        return (int) length;
    }

    String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    byte[] bytes() {
        int length = length();
        at += length;
        return Arrays.copyOfRange(stored, at - length, at);
    }

    void end() {
        if (at != stored.length) {
            throw damaged();
        }
    }

    private IllegalArgumentException damaged() {
        return new IllegalArgumentException("a stored summary is damaged at byte " + at);
    }
}
