package dev.sluice.operators.models.importance;

import dev.sluice.operators.Document;
import java.util.Arrays;

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
        Sum sum = new Sum();
        ngrams.forEach(document, bucket -> sum.add(ratios[bucket]));
        return sum.value + sum.rest;
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
