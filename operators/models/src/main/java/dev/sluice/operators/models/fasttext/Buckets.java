package dev.sluice.operators.models.fasttext;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Where hashed parts of words and runs of words have their rows: buckets, of which a pruned model keeps a few. */
final class Buckets {
    private static final int ABSENT = -1;
    /** Above this many buckets, the table alone has to say which are kept. */
    private static final int MOST_MARKED = 1 << 26;

    private final int count;
    private final long reciprocal;
    private final int firstRow;
    private final boolean pruned;
    /** One bit a bucket: most are not kept, and the bits fit a cache where the table does not. */
    private final long @Nullable [] marks;

    private final int[] keys;
    private final int[] rows;
    private final int mask;

    /** All buckets have a row. */
    Buckets(int count, int firstRow) {
        this(count, firstRow, false, new int[0], new int[0]);
    }

    /** Only {@code kept} buckets have rows. */
    Buckets(int count, int firstRow, int[] kept, int[] indices) {
        this(count, firstRow, true, kept, indices);
    }

    private Buckets(int count, int firstRow, boolean pruned, int[] kept, int[] indices) {
        this.count = count;
        this.reciprocal = count == 0 ? 0 : Long.divideUnsigned(-1, count) + 1;
        this.firstRow = firstRow;
        this.pruned = pruned;
        int size = Integer.highestOneBit(Math.max(1, kept.length)) << 2;
        this.mask = size - 1;
        this.keys = new int[size];
        this.rows = new int[size];
        Arrays.fill(keys, ABSENT);
        this.marks = pruned && count <= MOST_MARKED ? new long[(count + 63) >>> 6] : null;
        for (int i = 0; i < kept.length; i++) {
            put(kept[i], firstRow + indices[i]);
        }
    }

    private void put(int bucket, int row) {
        if (bucket < 0 || bucket >= count) {
            return; // no hash leads there
        }
        if (marks != null) {
            marks[bucket >>> 6] |= 1L << bucket;
        }
        int slot = slot(bucket);
        keys[slot] = bucket;
        rows[slot] = row;
    }

    private int slot(int bucket) {
        int slot = ((bucket * 0x9E3779B1) >>> 7) & mask;
        while (keys[slot] != bucket && keys[slot] != ABSENT) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** The row of an unsigned hash of 32 bits, or -1. */
    int row(int hash) {
        // The remainder without a division (Lemire, Kaser and Kurz, 2019): exact for 32 bits.
        long fraction = reciprocal * (hash & 0xffffffffL);
        long bucket = Math.multiplyHigh(fraction, count) + ((fraction >> 63) & count);
        return rowOf((int) bucket);
    }

    /** The row of an unsigned hash of 64 bits, or -1. */
    int row(long hash) {
        return rowOf((int) Long.remainderUnsigned(hash, count));
    }

    private int rowOf(int bucket) {
        if (!pruned) {
            return firstRow + bucket;
        }
        if (marks != null && (marks[bucket >>> 6] >>> bucket & 1) == 0) {
            return ABSENT;
        }
        int slot = slot(bucket);
        return keys[slot] == ABSENT ? ABSENT : rows[slot];
    }
}
