package dev.sluice.operators.models.fasttext;

/** How a model makes probabilities of labels from the mean of its rows; working memory is the caller's. */
interface Outputs {
    /**
     * Finds the best labels with at least a probability, in falling order; their scores are logarithms.
     *
     * @param scratch room for one row
     * @param output room for one number a label
     */
    void best(float[] hidden, float threshold, BestLabels best, float[] scratch, float[] output);

    /** The reference's logarithm, which knows no zero. */
    static float log(float x) {
        return (float) StrictMath.log(x + 1e-5);
    }

    /** One probability distribution over all labels. */
    record Softmax(Matrix matrix) implements Outputs {
        @Override
        public void best(float[] hidden, float threshold, BestLabels best, float[] scratch, float[] output) {
            matrix.multiply(hidden, output, scratch);
            float max = output[0];
            for (float value : output) {
                max = max < value ? value : max;
            }
            float sum = 0;
            for (int i = 0; i < output.length; i++) {
                output[i] = (float) StrictMath.exp(output[i] - max);
                sum += output[i];
            }
            for (int i = 0; i < output.length; i++) {
                output[i] /= sum;
            }
            collect(output, threshold, best);
        }
    }

    /** A probability for each label, whatever the others have. */
    record EachAlone(Matrix matrix) implements Outputs {
        private static final int STEPS = 512;
        private static final int MOST = 8;
        private static final float[] SIGMOID = new float[STEPS + 1];

        static {
            for (int i = 0; i <= STEPS; i++) {
                float x = (float) (i * 2 * MOST) / STEPS - MOST;
                SIGMOID[i] = (float) (1.0 / (1.0 + (float) StrictMath.exp(-x)));
            }
        }

        private static float sigmoid(float x) {
            return x < -MOST ? 0 : x > MOST ? 1 : SIGMOID[(int) ((x + MOST) * STEPS / MOST / 2)];
        }

        @Override
        public void best(float[] hidden, float threshold, BestLabels best, float[] scratch, float[] output) {
            matrix.multiply(hidden, output, scratch);
            for (int i = 0; i < output.length; i++) {
                output[i] = sigmoid(output[i]);
            }
            collect(output, threshold, best);
        }
    }

    private static void collect(float[] output, float threshold, BestLabels best) {
        for (int i = 0; i < output.length; i++) {
            if (!(output[i] < threshold)) {
                float score = log(output[i]);
                if (!best.isBelow(score)) {
                    best.add(i, score);
                }
            }
        }
        best.sort();
    }
}
