package dev.sluice.connectors;

import dev.sluice.operators.Faults;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;

/**
 * A way to write documents to files. Implementations are immutable records that declare their options like operators
 * do. The same documents give the same bytes.
 */
public interface OutputFormat extends Serializable {
    /** What a file's name ends with, with the dots: {@code .jsonl.zst}. */
    String extension();

    /** Whether documents are written nowhere, so that no file need be made. */
    default boolean discards() {
        return false;
    }

    /**
     * Reports names that files of this format cannot hold side by side. Asked before anything is written; faults point at
     * {@code fields} or {@code format}.
     */
    default void check(OutputSchema schema, Faults faults) {}

    /** Opens a file. The writer closes the stream. */
    RecordWriter open(OutputStream out, OutputSchema schema) throws IOException;
}
