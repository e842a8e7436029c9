package dev.sluice.operators.models.fasttext;

import java.util.Arrays;

/** Labels are leaves of a Huffman tree; each inner node decides between left and right. */
final class HuffmanOutputs implements Outputs {
    /** What a node counts before its children are known. */
    private static final long UNKNOWN = 1_000_000_000_000_000L;

    private final Matrix matrix;
    private final int labels;
    private final int[] left;
    private final int[] right;
    private final int depth;

    /**
     * @param counts of the labels, in falling order
     * @throws IllegalArgumentException when no tree can be built from the counts
     */
    HuffmanOutputs(Matrix matrix, long[] counts) {
        this.matrix = matrix;
        this.labels = counts.length;
        long[] sums = Arrays.copyOf(counts, 2 * labels - 1);
        Arrays.fill(sums, labels, sums.length, UNKNOWN);
        left = new int[labels - 1];
        right = new int[labels - 1];
        int[] depths = new int[labels - 1];
        int leaf = labels - 1;
        int node = labels;
        int deepest = 0;
        for (int i = labels; i < sums.length; i++) {
            int first = leaf >= 0 && sums[leaf] < sums[node] ? leaf-- : node++;
            int second = leaf >= 0 && sums[leaf] < (node < sums.length ? sums[node] : UNKNOWN) ? leaf-- : node++;
            if (first >= i || second >= i) {
                throw new IllegalArgumentException("the counts of the labels do not make a tree");
            }
            left[i - labels] = first;
            right[i - labels] = second;
            sums[i] = sums[first] + sums[second];
            depths[i - labels] = 1 + Math.max(depth(depths, first), depth(depths, second));
            deepest = Math.max(deepest, depths[i - labels]);
        }
        depth = deepest;
    }

    private int depth(int[] depths, int node) {
        return node < labels ? 0 : depths[node - labels];
    }

    @Override
    public void best(float[] hidden, float threshold, BestLabels best, float[] scratch, float[] output) {
        int[] nodes = new int[depth + 2];
        float[] scores = new float[depth + 2];
        float least = Outputs.log(threshold);
        nodes[0] = 2 * labels - 2;
        int top = 1;
        while (top > 0) {
            top--;
            int node = nodes[top];
            float score = scores[top];
            if (score < least || best.isBelow(score)) {
                continue;
            }
            if (node < labels) {
                best.add(node, score);
                continue;
            }
            int inner = node - labels;
            float dot = matrix.dot(inner, hidden, scratch);
            float toRight = (float) (1.0 / (1 + (float) StrictMath.exp(-dot)));
            nodes[top] = right[inner];
            scores[top++] = score + Outputs.log(toRight);
            nodes[top] = left[inner];
            scores[top++] = score + Outputs.log((float) (1.0 - toRight));
        }
        best.sort();
    }
}
