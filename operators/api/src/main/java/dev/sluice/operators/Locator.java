package dev.sluice.operators;

/**
 * Where a document stands in a run: partition and ordinal in 63 bits. The ordinal counts the documents that reach the
 * point where evidence is taken. The order of locators is the order of the input.
 */
public final class Locator {
    /** Most partitions a run may have. */
    public static final int MAX_PARTITIONS = 1 << 24;

    private static final int ORDINAL_BITS = 39;

    private Locator() {}

    public static long of(int partition, long ordinal) {
        if (partition < 0 || partition >= MAX_PARTITIONS || ordinal < 0 || ordinal >>> ORDINAL_BITS != 0) {
            throw new IllegalArgumentException("no locator for partition " + partition + ", ordinal " + ordinal);
        }
        return ((long) partition << ORDINAL_BITS) | ordinal;
    }

    /** The largest locator that a partition may have. */
    public static long last(int partition) {
        return of(partition, (1L << ORDINAL_BITS) - 1);
    }

    public static int partition(long locator) {
        return (int) (locator >>> ORDINAL_BITS);
    }

    public static long ordinal(long locator) {
        return locator & ((1L << ORDINAL_BITS) - 1);
    }
}
