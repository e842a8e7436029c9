package dev.sluice.operators.models.fasttext;

import java.util.Arrays;

/** The tree of hierarchical softmax, built from the counts of labels, which come in descending order. */
final class Huffman {
    private final int leaves;
    private final int[] left;
    private final int[] right;

    Huffman(long[] counts) {
        leaves = counts.length;
        int nodes = Math.max(0, 2 * leaves - 1);
        left = new int[nodes];
        right = new int[nodes];
        Arrays.fill(left, -1);
        Arrays.fill(right, -1);
        long[] weights = new long[nodes];
        Arrays.fill(weights, (long) 1e15);
        System.arraycopy(counts, 0, weights, 0, leaves);
        int leaf = leaves - 1;
        int inner = leaves;
        for (int node = leaves; node < nodes; node++) {
            int[] two = new int[2];
            for (int i = 0; i < 2; i++) {
                // A leaf goes first only if it is lighter than the lightest inner node.
                two[i] = leaf >= 0 && weights[leaf] < weights[inner] ? leaf-- : inner++;
            }
            left[node] = two[0];
            right[node] = two[1];
            weights[node] = weights[two[0]] + weights[two[1]];
        }
    }

    int root() {
        return left.length - 1;
    }

    boolean isLeaf(int node) {
        return node < leaves;
    }

    /** The row of the output matrix that belongs to an inner node. */
    int row(int node) {
        return node - leaves;
    }

    int left(int node) {
        return left[node];
    }

    int right(int node) {
        return right[node];
    }
}
