package dev.sluice.operators.dedup.minhash;

/** How signatures are made. */
public enum Scheme {
    /** One permutation in bins with optimal densification: a multiplication and a comparison a shingle. */
    OPH,
    /** A 32-bit multiply-add a shingle and slot. */
    CLASSIC32;

    /** Above this many slots one permutation's copies are too alike. */
    static final int MOST_OPH_SLOTS = 512;

    /** The scheme for a number of slots. */
    static Scheme of(int slots) {
        return slots <= MOST_OPH_SLOTS ? OPH : CLASSIC32;
    }

    Signer signer(int slots, long seed) {
        return this == OPH ? new Oph(slots, seed) : new Classic32(slots, seed);
    }
}
