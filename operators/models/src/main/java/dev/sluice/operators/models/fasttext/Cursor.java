package dev.sluice.operators.models.fasttext;

import dev.sluice.operators.models.MappedFile;

/** Reads the values of a model file one after another, and says where it is when the file ends too early. */
final class Cursor {
    private final MappedFile file;
    private long offset;

    Cursor(MappedFile file) {
        this.file = file;
    }

    MappedFile file() {
        return file;
    }

    long offset() {
        return offset;
    }

    /** Passes over bytes that the file must hold, and gives the offset of the first. */
    long skip(long bytes, String what) {
        long start = offset;
        file.require(start, bytes, what);
        offset += bytes;
        return start;
    }

    int unsignedByte(String what) {
        return file.unsignedByte(skip(1, what));
    }

    int int32(String what) {
        return file.int32(skip(4, what));
    }

    boolean flag(String what) {
        return unsignedByte(what) != 0;
    }

    /** A whole number of 32 bits that lies within bounds. */
    int int32(String what, int least, int most) {
        long start = offset;
        int value = int32(what);
        if (value < least || value > most) {
            throw file.fault(start, what + " is " + value + ", expected " + least + " to " + most);
        }
        return value;
    }

    long int64(String what) {
        return file.int64(skip(8, what));
    }

    float[] floats(int count, String what) {
        long start = skip(4L * count, what);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = file.float32(start + 4L * i);
        }
        return values;
    }
}
