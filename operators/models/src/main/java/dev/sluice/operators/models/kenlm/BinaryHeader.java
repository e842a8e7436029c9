package dev.sluice.operators.models.kenlm;

import dev.sluice.operators.models.MappedFile;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The head of a binary model: what lies where follows from it. */
final class BinaryHeader {
    static final int PROBING = 0;
    static final int REST_PROBING = 1;
    static final int TRIE = 2;
    static final int QUANTISED_TRIE = 3;
    static final int ARRAY_TRIE = 4;
    static final int QUANTISED_ARRAY_TRIE = 5;

    /** Every binary file begins with these bytes, whatever its version. */
    private static final byte[] MAGIC = "mmap lm http://kheafield.com/code".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] VERSION =
            "mmap lm http://kheafield.com/code format version 5\n\0".getBytes(StandardCharsets.US_ASCII);
    private static final int SANITY = 56;
    private static final int PARAMETERS = 88;
    private static final int COUNTS = 108;
    /** No model built anywhere is longer; a damaged file is found out before tables are laid out. */
    private static final int MOST_ORDER = 32;

    private final MappedFile file;
    private final int order;
    private final float multiplier;
    private final int type;
    private final long[] counts;

    private BinaryHeader(MappedFile file) {
        this.file = file;
        file.require(0, COUNTS, "the head");
        for (int i = 0; i < VERSION.length; i++) {
            if (file.unsignedByte(i) != VERSION[i]) {
                throw file.fault(i, "this is a binary model of another format version; only version 5 is known");
            }
        }
        boolean sane = file.float32(SANITY) == 0
                && file.float32(SANITY + 4) == 1
                && file.float32(SANITY + 8) == -0.5f
                && file.int32(SANITY + 12) == 1
                && file.int32(SANITY + 16) == -1
                && file.int32(SANITY + 20) == 0
                && file.int64(SANITY + 24) == 1;
        if (!sane) {
            throw file.fault(SANITY, "the test values are wrong: built on another kind of machine, or damaged");
        }
        order = file.unsignedByte(PARAMETERS);
        multiplier = file.float32(PARAMETERS + 4);
        type = file.int32(PARAMETERS + 8);
        int search = file.int32(PARAMETERS + 16);
        if (order < 2 || order > MOST_ORDER) {
            throw file.fault(PARAMETERS, "the order is " + order + ", expected 2 to " + MOST_ORDER);
        }
        if (type < PROBING || type > QUANTISED_ARRAY_TRIE) {
            throw file.fault(PARAMETERS + 8, "the model is of type " + type + "; types 0 to 5 are known");
        }
        int known = type == PROBING || type == REST_PROBING ? 0 : 1;
        if (search != known) {
            throw file.fault(PARAMETERS + 16, "the search structure is of version " + search + ", expected " + known);
        }
        if (type <= REST_PROBING && !(multiplier >= 1 && multiplier < 1000)) {
            throw file.fault(PARAMETERS + 4, "the probing multiplier is " + multiplier);
        }
        file.require(COUNTS, 8L * order, "the counts");
        counts = new long[order];
        for (int i = 0; i < order; i++) {
            counts[i] = file.int64(COUNTS + 8L * i);
            // An n-gram takes two bits at least; this also keeps the sums below from running over.
            if (counts[i] < 0 || counts[i] > 4 * file.size() || (i == 0 && counts[i] >= 0xffffffffL)) {
                throw file.fault(
                        COUNTS + 8L * i,
                        "there cannot be " + Long.toUnsignedString(counts[i]) + " " + (i + 1)
                                + "-grams in a file of this size");
            }
        }
    }

    static boolean begins(byte[] head) {
        return head.length >= MAGIC.length && Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    static BinaryHeader read(MappedFile file) {
        return new BinaryHeader(file);
    }

    MappedFile file() {
        return file;
    }

    int order() {
        return order;
    }

    float multiplier() {
        return multiplier;
    }

    int type() {
        return type;
    }

    /** How many n-grams of each length, from 1. */
    long[] counts() {
        return counts;
    }

    /** Where the vocabulary begins. */
    long end() {
        return (COUNTS + 8L * order + 7) & -8L;
    }
}
