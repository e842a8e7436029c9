package dev.sluice.operators.models.sentencepiece;

import dev.sluice.operators.models.ModelFormatException;
import java.nio.file.Path;

/** Goes through the fields of a protocol buffer message, skipping what nobody asks for. */
final class Protobuf {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    private final Path file;
    private final byte[] data;
    private final int end;
    private int at;
    private int field;
    private int wire;
    private long number;
    private int start;
    private int length;

    Protobuf(Path file, byte[] data, int from, int to) {
        this.file = file;
        this.data = data;
        this.at = from;
        this.end = to;
    }

    /** Goes on to the next field; false at the end of the message. */
    boolean next() {
        if (at == end) {
            return false;
        }
        long tag = varint();
        field = (int) (tag >>> 3);
        wire = (int) tag & 7;
        start = at;
        length = 0;
        if (field <= 0 || tag >>> 3 > 0x1fffffff) {
            throw fault("there is no field " + (tag >>> 3));
        }
        switch (wire) {
            case VARINT -> number = varint();
            case FIXED64 -> skip(8);
            case FIXED32 -> skip(4);
            case BYTES -> {
                long bytes = varint();
                start = at;
                if (bytes < 0 || bytes > end - at) {
                    throw fault("a field of " + Long.toUnsignedString(bytes) + " bytes does not fit");
                }
                length = (int) bytes;
                at += length;
            }
            default -> throw fault("there is no wire type " + wire + ": this is no SentencePiece model");
        }
        return true;
    }

    private void skip(int bytes) {
        if (bytes > end - at) {
            throw fault("the file ends within a number");
        }
        length = bytes;
        at += bytes;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (at == end) {
                throw fault("the file ends within a number");
            }
            byte b = data[at++];
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw fault("a number has more than ten bytes");
    }

    int field() {
        return field;
    }

    /** A whole number or an enumeration. */
    long number() {
        expect(VARINT);
        return number;
    }

    boolean flag() {
        return number() != 0;
    }

    float float32() {
        expect(FIXED32);
        int bits = 0;
        for (int i = 3; i >= 0; i--) {
            bits = (bits << 8) | (data[start + i] & 0xff);
        }
        return Float.intBitsToFloat(bits);
    }

    byte[] bytes() {
        expect(BYTES);
        return java.util.Arrays.copyOfRange(data, start, start + length);
    }

    Protobuf message() {
        expect(BYTES);
        return new Protobuf(file, data, start, start + length);
    }

    private void expect(int type) {
        if (wire != type) {
            throw fault("field " + field + " has wire type " + wire + ", expected " + type);
        }
    }

    ModelFormatException fault(String what) {
        return new ModelFormatException(file, start, what);
    }
}
