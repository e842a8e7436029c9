package dev.sluice.connectors;

import dev.sluice.operators.Document;
import java.io.Closeable;
import java.io.IOException;

/** Writes documents to one file. */
public interface RecordWriter extends Closeable {
    void write(Document document) throws IOException;

    /** Bytes written so far before compression: what the size of shards is measured in. */
    long uncompressedBytes();
}
