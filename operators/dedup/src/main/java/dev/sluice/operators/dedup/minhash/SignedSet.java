package dev.sluice.operators.dedup.minhash;

import java.util.Arrays;

/** The signature of one document's set, while sets are collected. Its arrays never change. */
final class SignedSet {
    /** The document's id in UTF-8. */
    final byte[] id;

    final int size;
    final int[] slots;

    SignedSet(byte[] id, int size, int[] slots) {
        this.id = id;
        this.size = size;
        this.slots = slots;
    }

    /** Whether this one stays where both have one id; no order of arrival changes the answer. */
    boolean over(SignedSet other) {
        return size != other.size ? size > other.size : Arrays.compare(slots, other.slots) >= 0;
    }
}
