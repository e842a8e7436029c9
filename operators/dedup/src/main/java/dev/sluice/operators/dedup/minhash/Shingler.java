package dev.sluice.operators.dedup.minhash;

import dev.sluice.operators.Document;

/** Cuts texts into shingles and hashes them. Repeated shingles are reported each time. Used by one thread at a time. */
interface Shingler {
    /** Reports the hashes of the shingles of a document's text. */
    void read(Document document, Shingles.Sink sink);
}
