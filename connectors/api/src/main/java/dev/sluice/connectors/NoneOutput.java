package dev.sluice.connectors;

import dev.sluice.operators.Document;
import java.io.IOException;
import java.io.OutputStream;

/** Writes no documents: for runs that only measure, whose result is their report, ledger and summaries. */
@Info(name = "none", summary = "Writes no documents, for runs that only measure.")
public record NoneOutput() implements OutputFormat {
    @Override
    public String extension() {
        return "";
    }

    @Override
    public boolean discards() {
        return true;
    }

    @Override
    public RecordWriter open(OutputStream out, OutputSchema schema) throws IOException {
        return new RecordWriter() {
            @Override
            public void write(Document document) {
                // Nobody wants it.
            }

            @Override
            public long uncompressedBytes() {
                return 0;
            }

            @Override
            public void close() throws IOException {
                out.close();
            }
        };
    }
}
