package dev.sluice.operators.models;

import dev.sluice.operators.AssetException;
import java.nio.file.Path;

/** A model file that is truncated, damaged or of a kind that is not supported. */
public final class ModelFormatException extends AssetException {
    private static final long serialVersionUID = 1L;

    /**
     * @param offset where in the file, in bytes
     * @param what what is wrong there
     */
    public ModelFormatException(Path file, long offset, String what) {
        super(file + ", byte " + offset + ": " + what);
    }

    /** A fault of the file as a whole, or of a line that {@code what} names. */
    public ModelFormatException(Path file, String what) {
        super(file + ": " + what);
    }
}
