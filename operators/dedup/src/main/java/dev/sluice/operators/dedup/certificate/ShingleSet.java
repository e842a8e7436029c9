package dev.sluice.operators.dedup.certificate;

import java.util.Arrays;

/**
 * The set of a document's shingles, as the upper halves of their hashes: all of them up to {@link #MOST} different ones, so
 * that the Jaccard similarity of two sets is exact, and the least ones of larger sets, which estimate it with a standard
 * error of at most 0.011. Two different shingles of such a set share the half of a hash with a probability below 0.001.
 */
final class ShingleSet implements Hashes {
    static final int MOST = 2048;

    private static final int BUFFER = 1 << 15;

    private int[] halves = new int[BUFFER];
    private int size;

    void clear() {
        size = 0;
    }

    @Override
    public void add(long[] hashes, int count) {
        for (int i = 0; i < count; i++) {
            add((int) (hashes[i] >>> 32));
        }
    }

    void add(int half) {
        if (size == halves.length) {
            shrink();
        }
        halves[size++] = half;
    }

    /** Ascending, without repetitions; the least {@link #MOST}. */
    int[] finish() {
        shrink();
        return Arrays.copyOf(halves, size);
    }

    private void shrink() {
        Arrays.sort(halves, 0, size);
        int kept = 0;
        for (int i = 0; i < size && kept < MOST; i++) {
            if (kept == 0 || halves[i] != halves[kept - 1]) {
                halves[kept++] = halves[i];
            }
        }
        size = kept;
    }

    /** The Jaccard similarity of two sets that {@link #finish} gave, of which none is empty. */
    static double jaccard(int[] one, int[] other) {
        // A set that was cut says nothing about what lies above its greatest member.
        int highest = Math.min(highest(one), highest(other));
        int i = 0;
        int j = 0;
        int shared = 0;
        int union = 0;
        while (true) {
            boolean left = i < one.length && one[i] <= highest;
            boolean right = j < other.length && other[j] <= highest;
            if (!left && !right) {
                return (double) shared / union;
            }
            union++;
            if (left && right && one[i] == other[j]) {
                shared++;
                i++;
                j++;
            } else if (left && (!right || one[i] < other[j])) {
                i++;
            } else {
                j++;
            }
        }
    }

    private static int highest(int[] set) {
        return set.length < MOST ? Integer.MAX_VALUE : set[set.length - 1];
    }
}
