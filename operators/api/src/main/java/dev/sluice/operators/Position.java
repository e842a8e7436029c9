package dev.sluice.operators;

import java.io.Serializable;

/**
 * Where a document came from.
 *
 * @param file path of the input file as the run's manifest names it
 * @param offset start of the record in the decompressed file in bytes, or its row in formats of rows
 */
public record Position(String file, long offset) implements Serializable {
    /** A document made in memory. */
    public static final Position NONE = new Position("", 0);

    @Override
    public String toString() {
        return file + ":" + offset;
    }
}
