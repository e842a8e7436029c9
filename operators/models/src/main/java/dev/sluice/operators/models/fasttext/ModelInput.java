package dev.sluice.operators.models.fasttext;

import dev.sluice.operators.models.MappedFile;
import dev.sluice.operators.models.ModelFormatException;

/** Reads a model file from its beginning to its end; a value outside the file is a fault with its place. */
final class ModelInput {
    private final MappedFile file;
    private long at;

    ModelInput(MappedFile file) {
        this.file = file;
    }

    MappedFile file() {
        return file;
    }

    long offset() {
        return at;
    }

    int unsignedByte(String what) {
        file.require(at, 1, what);
        return file.unsignedByte(at++);
    }

    int int32(String what) {
        file.require(at, 4, what);
        at += 4;
        return file.int32(at - 4);
    }

    long int64(String what) {
        file.require(at, 8, what);
        at += 8;
        return file.int64(at - 8);
    }

    void skip(long length, String what) {
        file.require(at, length, what);
        at += length;
    }

    float[] floats(long count, String what) {
        if (count < 0 || count > Integer.MAX_VALUE - 8) {
            throw fault(what + " has " + count + " numbers");
        }
        file.require(at, 4 * count, what);
        float[] values = new float[(int) count];
        for (int i = 0; i < values.length; i++) {
            values[i] = file.float32(at + 4L * i);
        }
        at += 4 * count;
        return values;
    }

    ModelFormatException fault(String what) {
        return file.fault(at, what);
    }
}
