package dev.sluice.operators.models.linear;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a classifier does on texts it was not trained on. A value without a denominator is absent.
 *
 * @param positive how many texts are positive
 * @param negative how many are not
 * @param accuracy share of texts on the right side of one half
 * @param precision share of positive ones among those above one half
 * @param recall share of those above one half among the positive ones
 * @param auc how often a positive text scores above a negative one, ties counted half
 */
public record Evaluation(
        long positive,
        long negative,
        @Nullable Double accuracy,
        @Nullable Double precision,
        @Nullable Double recall,
        @Nullable Double auc) {

    /** A score and what is true. */
    record Scored(double score, boolean positive) {}

    static Evaluation of(List<Scored> scored) {
        long positive = 0;
        long rightPositive = 0;
        long above = 0;
        for (Scored one : scored) {
            positive += one.positive ? 1 : 0;
            above += one.score > 0.5 ? 1 : 0;
            rightPositive += one.positive && one.score > 0.5 ? 1 : 0;
        }
        long negative = scored.size() - positive;
        long rightNegative = negative - (above - rightPositive);
        return new Evaluation(
                positive,
                negative,
                ratio(rightPositive + rightNegative, scored.size()),
                ratio(rightPositive, above),
                ratio(rightPositive, positive),
                auc(scored, positive, negative));
    }

    private static @Nullable Double ratio(long part, long whole) {
        return whole == 0 ? null : Double.valueOf((double) part / whole);
    }

    private static @Nullable Double auc(List<Scored> scored, long positive, long negative) {
        if (positive == 0 || negative == 0) {
            return null;
        }
        List<Scored> sorted = new ArrayList<>(scored);
        sorted.sort(Comparator.comparingDouble(Scored::score));
        double ranks = 0;
        int i = 0;
        while (i < sorted.size()) {
            int end = i;
            long positives = 0;
            while (end < sorted.size() && sorted.get(end).score == sorted.get(i).score) {
                positives += sorted.get(end).positive ? 1 : 0;
                end++;
            }
            ranks += positives * (i + 1 + end) / 2.0; // mean of the ranks i+1 to end
            i = end;
        }
        return (ranks - positive * (positive + 1) / 2.0) / ((double) positive * negative);
    }

    void describe(Map<String, @Nullable Object> metadata) {
        metadata.put("held_out_positive", positive);
        metadata.put("held_out_negative", negative);
        metadata.put("held_out_accuracy", accuracy);
        metadata.put("held_out_precision", precision);
        metadata.put("held_out_recall", recall);
        metadata.put("held_out_auc", auc);
    }
}
