package dev.sluice.operators.dedup.minhash;

/**
 * Makes the MinHash signature of a set of shingles: two signatures agree in a slot with a probability of the sets'
 * Jaccard similarity. Shingles may come in any order and more than once. Used by one thread at a time.
 */
interface Signer extends Shingles.Sink {
    /** Forgets all shingles. */
    void clear();

    /**
     * Writes the signature of the shingles since the last {@link #clear}.
     *
     * @param slots takes the signature
     * @return false, with nothing written, when there was no shingle
     */
    boolean finish(long[] slots);
}
