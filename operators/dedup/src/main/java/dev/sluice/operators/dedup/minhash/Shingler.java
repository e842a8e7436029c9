package dev.sluice.operators.dedup.minhash;

/** Cuts texts into shingles and hashes them. Repeated shingles are reported each time. Used by one thread at a time. */
interface Shingler {
    /** Reports the hashes of a text's shingles. */
    void read(String text, Shingles.Sink sink);
}
