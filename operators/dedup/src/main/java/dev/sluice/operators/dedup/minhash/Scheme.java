package dev.sluice.operators.dedup.minhash;

import org.jspecify.annotations.Nullable;

/** How shingles are hashed and signatures made. */
public enum Scheme {
    /**
     * One permutation hashing with optimal densification: a multiplication and a comparison for each shingle, the
     * fastest.
     */
    OPH,
    /** A 32-bit multiply-add for each shingle and slot; texts of a single shingle are told apart by 32 bits alone. */
    CLASSIC32,
    /** An exact multiply-add modulo 2<sup>61</sup> - 1 for each shingle and slot. */
    CLASSIC61,
    /**
     * As datatrove: XXH64 of the shingle, 64-bit multiply-add modulo 2<sup>61</sup> - 1, parameters from NumPy's
     * generator.
     */
    DATATROVE,
    /** As datatrove with hash_fc sha1: 64 bits of the shingle's SHA-1. */
    DATATROVE_SHA1,
    /** As datasketch before 2.0, and its scheme legacy: 32 bits of the shingle's SHA-1, values of 32 bits. */
    DATASKETCH,
    /** As datasketch from 2.0 on with its scheme affine32. */
    DATASKETCH_AFFINE32,
    /** As datasketch from 2.0 on with its scheme affine64. */
    DATASKETCH_AFFINE64;

    /** Above this many slots one permutation's copies are too alike. */
    static final int MOST_OPH_SLOTS = 512;

    /** The scheme for a number of slots. */
    static Scheme of(int slots) {
        return slots <= MOST_OPH_SLOTS ? OPH : CLASSIC32;
    }

    Signer signer(int slots, long seed) {
        return switch (this) {
            case OPH -> new Oph(slots, seed);
            case CLASSIC32 -> new Classic32(slots, seed);
            case CLASSIC61 -> new Classic61(slots, seed);
            case DATATROVE, DATATROVE_SHA1 -> Wrapping61.datatrove(slots, seed);
            case DATASKETCH -> Wrapping61.datasketch(slots, seed);
            case DATASKETCH_AFFINE32 -> new Affine(false, slots, seed);
            case DATASKETCH_AFFINE64 -> new Affine(true, slots, seed);
        };
    }

    /** How shingles are hashed as other tools do; null where hashes of our own are taken. */
    @Nullable ShingleHash shingleHash() {
        return switch (this) {
            case OPH, CLASSIC32, CLASSIC61 -> null;
            case DATATROVE -> ShingleHash.xxh64();
            case DATATROVE_SHA1, DATASKETCH_AFFINE64 -> ShingleHash.sha1(Long.SIZE);
            case DATASKETCH, DATASKETCH_AFFINE32 -> ShingleHash.sha1(Integer.SIZE);
        };
    }

    /** Whether parameters come from NumPy's generator, whose seeds have 32 bits. */
    boolean numpy() {
        return this != OPH && this != CLASSIC32 && this != CLASSIC61;
    }
}
