package dev.sluice.operators.models.linear;

import dev.sluice.operators.Hashing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Trains a linear classifier by logistic regression with adaptive steps (AdaGrad). Both classes weigh the same however
 * many texts they have. A share of the texts, chosen by their content, is held out and tells how good the model is. The
 * same texts in the same order and the same settings give the same model, bit for bit.
 */
public final class LinearTrainer {
    private static final int SHARES = 1 << 20;

    private final Settings settings;
    private final NgramVector vector;
    private final List<Example> training = new ArrayList<>();
    private final List<Example> heldOut = new ArrayList<>();

    /**
     * How a model is trained.
     *
     * @param ngrams longest n-grams of words that count, 1 to 5
     * @param bits logarithm to base 2 of the number of buckets, at most 26
     * @param epochs how often training goes through all texts
     * @param learningRate size of the first steps
     * @param decay how much a weight shrinks at each of its steps, relative to the step
     * @param heldOutShare share of the texts that are kept for the evaluation, below 1
     * @param seed of the order in which texts are taken
     */
    public record Settings(
            int ngrams, int bits, int epochs, double learningRate, double decay, double heldOutShare, long seed) {
        /** Checks what a caller may get wrong. */
        public Settings {
            if (ngrams < 1 || ngrams > LinearModel.MOST_NGRAMS) {
                throw new IllegalArgumentException("ngrams is " + ngrams + ", must be 1 to " + LinearModel.MOST_NGRAMS);
            }
            if (bits < 1 || bits > LinearModel.MOST_BITS) {
                throw new IllegalArgumentException("bits is " + bits + ", must be 1 to " + LinearModel.MOST_BITS);
            }
            if (epochs < 1 || !(learningRate > 0) || !(decay >= 0) || !(heldOutShare >= 0 && heldOutShare < 1)) {
                throw new IllegalArgumentException(
                        "epochs and learning rate must be positive, decay at least 0, the share held out below 1");
            }
        }
    }

    private record Example(Features features, boolean positive) {}

    /** A text's vector, kept without the slack of buffers. */
    private static final class Features {
        private final int[] buckets;
        private final float[] values;

        Features(NgramVector vector) {
            buckets = vector.buckets();
            values = vector.values();
        }
    }

    public LinearTrainer(Settings settings) {
        this.settings = settings;
        this.vector = new NgramVector(settings.ngrams(), settings.bits());
    }

    /** Adds a text; equal texts are all held out or all trained on. */
    public void add(String text, boolean positive) {
        vector.read(text);
        boolean out = (Hashing.hash128(text)[0] >>> 44) < settings.heldOutShare() * SHARES;
        (out ? heldOut : training).add(new Example(new Features(vector), positive));
    }

    /**
     * Trains on what was added.
     *
     * @param described what the model's file tells about its making, beside settings and evaluation
     * @throws IllegalArgumentException when a class has no text to train on
     */
    public LinearModel train(Map<String, ?> described) {
        long positive = training.stream().filter(Example::positive).count();
        long negative = training.size() - positive;
        if (positive == 0 || negative == 0) {
            throw new IllegalArgumentException("there are " + positive + " positive and " + negative
                    + " negative texts to train on; both are needed");
        }
        float[] weights = new float[1 << settings.bits()];
        float[] squares = new float[weights.length];
        double bias = 0;
        double biasSquares = 0;
        double positiveWeight = training.size() / (2.0 * positive);
        double negativeWeight = training.size() / (2.0 * negative);
        SplittableRandom random = new SplittableRandom(settings.seed());
        int[] order = new int[training.size()];
        for (int epoch = 0; epoch < settings.epochs(); epoch++) {
            shuffle(order, random);
            for (int at : order) {
                Example example = training.get(at);
                Features features = example.features;
                double sum = bias;
                for (int i = 0; i < features.buckets.length; i++) {
                    sum += (double) weights[features.buckets[i]] * features.values[i];
                }
                double error = 1 / (1 + StrictMath.exp(-sum)) - (example.positive ? 1 : 0);
                error *= example.positive ? positiveWeight : negativeWeight;
                for (int i = 0; i < features.buckets.length; i++) {
                    int bucket = features.buckets[i];
                    double gradient = error * features.values[i] + settings.decay() * weights[bucket];
                    squares[bucket] += (float) (gradient * gradient);
                    weights[bucket] -=
                            (float) (settings.learningRate() * gradient / (Math.sqrt(squares[bucket]) + 1e-6));
                }
                biasSquares += error * error;
                bias -= settings.learningRate() * error / (Math.sqrt(biasSquares) + 1e-6);
            }
        }
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        metadata.put("ngrams", (long) settings.ngrams());
        metadata.put("bits", (long) settings.bits());
        metadata.put("epochs", (long) settings.epochs());
        metadata.put("learning_rate", settings.learningRate());
        metadata.put("decay", settings.decay());
        metadata.put("held_out_share", settings.heldOutShare());
        metadata.put("seed", settings.seed());
        metadata.put("trained_on_positive", positive);
        metadata.put("trained_on_negative", negative);
        evaluate(weights, (float) bias).describe(metadata);
        metadata.putAll(described);
        return new LinearModel(settings.ngrams(), settings.bits(), (float) bias, weights, metadata);
    }

    private static void shuffle(int[] order, SplittableRandom random) {
        for (int i = 0; i < order.length; i++) {
            int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
    }

    private Evaluation evaluate(float[] weights, float bias) {
        List<Evaluation.Scored> scored = new ArrayList<>();
        for (Example example : heldOut) {
            double sum = bias;
            for (int i = 0; i < example.features.buckets.length; i++) {
                sum += (double) weights[example.features.buckets[i]] * example.features.values[i];
            }
            scored.add(new Evaluation.Scored(1 / (1 + StrictMath.exp(-sum)), example.positive));
        }
        return Evaluation.of(Collections.unmodifiableList(scored));
    }
}
