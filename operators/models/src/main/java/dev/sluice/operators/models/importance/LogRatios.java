package dev.sluice.operators.models.importance;

import dev.sluice.operators.Document;
import java.util.Arrays;
import java.util.List;

/** The logarithm of a text's likelihood under a target collection over that under a source; for one thread. */
public final class LogRatios {
    private static final double EPSILON = 1e-8;

    private final NgramBuckets ngrams;
    private final double[] ratios;

    /** @param target counts of n-grams of each bucket in the target, as many as the source has */
    public LogRatios(NgramBuckets ngrams, double[] target, double[] source) {
        if (target.length != source.length || target.length != ngrams.buckets) {
            throw new IllegalArgumentException("the target has " + target.length + " buckets, the source "
                    + source.length + ", and " + ngrams.buckets + " are expected");
        }
        this.ngrams = ngrams;
        this.ratios = new double[target.length];
        double targetSum = Arrays.stream(target).sum();
        double sourceSum = Arrays.stream(source).sum();
        if (!(targetSum > 0 && sourceSum > 0)) {
            throw new IllegalArgumentException("a collection without n-grams has no distribution");
        }
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] =
                    StrictMath.log(target[i] / targetSum + EPSILON) - StrictMath.log(source[i] / sourceSum + EPSILON);
        }
    }

    /** The log weight of a text; 0 without words. */
    public double weight(Document document) {
        return weights(document, List.of(this))[0];
    }

    /** The log weights of a text for several targets, whose n-grams are hashed alike and only once. */
    public static double[] weights(Document document, List<LogRatios> targets) {
        Sum[] sums = new Sum[targets.size()];
        double[][] ratios = new double[sums.length][];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = new Sum();
            ratios[i] = targets.get(i).ratios;
        }
        if (sums.length > 0) {
            targets.get(0).ngrams.forEach(document, bucket -> {
                for (int i = 0; i < sums.length; i++) {
                    sums[i].add(ratios[i][bucket]);
                }
            });
        }
        return Arrays.stream(sums).mapToDouble(sum -> sum.value + sum.rest).toArray();
    }

    /** Adds with the lost low bits kept (Neumaier), so that the order of terms hardly matters. */
    private static final class Sum {
        private double value;
        private double rest;

        void add(double term) {
            double next = value + term;
            rest += Math.abs(value) >= Math.abs(term) ? value - next + term : term - next + value;
            value = next;
        }
    }
}
