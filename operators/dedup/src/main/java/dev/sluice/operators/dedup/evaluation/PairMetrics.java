package dev.sluice.operators.dedup.evaluation;

import java.util.Map;

/**
 * How a clustering agrees with labelled pairs of records. Says nothing about pairs that carry no label.
 *
 * @param truePositives duplicates that are in one cluster
 * @param falsePositives pairs in one cluster that are no duplicates
 * @param falseNegatives duplicates that are in different clusters
 * @param trueNegatives other pairs in different clusters
 * @param unknown pairs of which the clustering does not know both records
 */
public record PairMetrics(
        long truePositives, long falsePositives, long falseNegatives, long trueNegatives, long unknown) {

    /** A pair and whether it is one of duplicates. */
    public record Pair(String one, String other, boolean duplicates) {}

    /** Counts pairs. */
    public static PairMetrics of(Map<String, String> prediction, Iterable<Pair> pairs) {
        long[] counts = new long[5];
        for (Pair pair : pairs) {
            String one = prediction.get(pair.one());
            String other = prediction.get(pair.other());
            boolean together = one != null && one.equals(other);
            counts[one == null || other == null ? 4 : pair.duplicates() ? (together ? 0 : 2) : (together ? 1 : 3)]++;
        }
        return new PairMetrics(counts[0], counts[1], counts[2], counts[3], counts[4]);
    }

    /** Precision, 1 where no pair is found, and recall, 1 where there is none to find. */
    public ClusterMetrics.Score score() {
        long found = truePositives + falsePositives;
        long wanted = truePositives + falseNegatives;
        return new ClusterMetrics.Score(
                found == 0 ? 1 : (double) truePositives / found, wanted == 0 ? 1 : (double) truePositives / wanted);
    }
}
