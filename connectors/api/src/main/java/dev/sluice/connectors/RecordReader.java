package dev.sluice.connectors;

import dev.sluice.operators.Document;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the records of a slice in their order. */
public interface RecordReader extends Closeable {
    /**
     * The next record, or null at the end of the slice.
     *
     * @throws CorruptInputException when the file cannot be read on (truncated or damaged compression)
     */
    @Nullable Item next() throws IOException;

    /** Stored bytes read so far, for progress. */
    long bytesRead();

    /** What a reader finds: a document, or a record that cannot be made one. */
    sealed interface Item permits Item.Good, Item.Bad {
        /** A document. */
        record Good(Document document) implements Item {}

        /**
         * A record that cannot be made a document; it goes to the dead letters and the reading goes on.
         *
         * @param offset start of the record in the decompressed file in bytes, or its row
         * @param reason what kind of fault, snake_case ({@code invalid_json}, {@code invalid_utf8}, {@code no_text},
         *     {@code text_not_string}, {@code too_long})
         * @param message what is wrong, for a person
         * @param excerpt the beginning of the record as far as it can be shown, at most 2,000 characters
         */
        record Bad(long offset, String reason, String message, String excerpt) implements Item {}
    }
}
