package dev.sluice.operators.sketches;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the stored form: numbers as variable-length integers, low seven bits first. */
final class StoredWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    void oneByte(int value) {
        out.write(value);
    }

    /** A number of any sign; small ones of either sign take little room. */
    void number(long value) {
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    void text(String text) {
        bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    void bytes(byte[] bytes) {
        number(bytes.length);
        out.writeBytes(bytes);
    }

    byte[] toBytes() {
        return out.toByteArray();
    }
}
