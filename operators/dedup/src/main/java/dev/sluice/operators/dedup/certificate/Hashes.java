package dev.sluice.operators.dedup.certificate;

import dev.sluice.operators.Document;

/** Takes the hashes of a document's shingles in blocks; repeated shingles may come again. */
@FunctionalInterface
public interface Hashes {
    /** Takes the first {@code count} hashes; the array is reused afterwards. */
    void add(long[] hashes, int count);

    /** Cuts documents into the shingles that they are compared by; used by one thread at a time. */
    @FunctionalInterface
    interface Cutter {
        void cut(Document document, Hashes sink);
    }
}
