package dev.sluice.connectors;

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

    /** Opens a file. The writer closes the stream. */
    RecordWriter open(OutputStream out, OutputSchema schema) throws IOException;
}
