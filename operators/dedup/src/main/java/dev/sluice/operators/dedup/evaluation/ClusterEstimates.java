package dev.sluice.operators.dedup.evaluation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Estimates how a clustering of a whole collection agrees with the truth from a sample of true clusters, with standard
 * errors: labelling a few hundred clusters is enough.
 *
 * <p>Each metric is a ratio of two means over the sampled clusters, corrected for its bias; the error is that of the
 * ratio by the delta method. Source: Binette et al., How to Evaluate Entity Resolution Systems, 2024, and the
 * er-evaluation package.
 */
public final class ClusterEstimates {
    private final Map<String, Estimate> estimates = new LinkedHashMap<>();

    /**
     * An estimate.
     *
     * @param value the metric
     * @param standardError null where it is undefined: one cluster, or a metric of 0
     */
    public record Estimate(double value, @Nullable Double standardError) {}

    /** What is known of one sampled cluster. */
    private static final class Cluster {
        private double weight = 1;
        private double size;
        private double missing;
        private double extra;
        private double extraShare;

        private double found() {
            return missing == 0 && extra == 0 ? 1 : 0;
        }
    }

    private ClusterEstimates() {}

    /** How sampled clusters are weighted: by the inverse of the probability with which each came into the sample. */
    public sealed interface Weights {
        /** All clusters were equally likely to be sampled. */
        record Uniform() implements Weights {}

        /** Records were sampled, and with each its whole cluster: the weight is one over the size. */
        record ByClusterSize() implements Weights {}

        /** A weight for each sampled cluster by name. */
        record Given(Map<String, Double> byCluster) implements Weights {
            public Given {
                byCluster = Map.copyOf(byCluster);
            }
        }
    }

    /**
     * Estimates every metric.
     *
     * @param prediction cluster by record, of the whole collection
     * @param sample true cluster by record, for every record of the sampled clusters
     * @param beta of the F: how many times as important recall is as precision
     * @throws IllegalArgumentException when they share no record, or a sampled cluster has no weight
     */
    public static ClusterEstimates of(
            Map<String, String> prediction, Map<String, String> sample, Weights weights, double beta) {
        Overlap overlap = new Overlap(prediction, sample);
        if (overlap.records == 0) {
            throw new IllegalArgumentException("the prediction and the sample share no record");
        }
        Map<String, Long> sizes = new TreeMap<>();
        prediction.values().forEach(cluster -> sizes.merge(cluster, 1L, Long::sum));
        Cluster[] clusters = clusters(overlap, prediction, sample, sizes, weights);
        double recordsACluster = (double) prediction.size() / sizes.size();
        ClusterEstimates result = new ClusterEstimates();
        ToDoubleFunction<Cluster> pairs = c -> c.weight * c.size * (c.size - 1 - c.missing);
        result.add("pairwise_precision", clusters, pairs, c -> c.weight * c.size * (c.size - 1 + c.extra - c.missing));
        result.add("pairwise_recall", clusters, pairs, c -> c.weight * c.size * (c.size - 1));
        double square = beta * beta;
        String f = ClusterMetrics.fName(beta);
        result.add(
                "pairwise_" + f,
                clusters,
                pairs,
                c -> c.weight * c.size * (c.size - 1 + (c.extra - c.missing) / (1 + square)));
        result.add(
                "cluster_precision",
                clusters,
                c -> c.weight * c.found() * prediction.size(),
                c -> c.weight * c.size * sizes.size());
        result.add("cluster_recall", clusters, c -> c.weight * c.found(), c -> c.weight);
        result.add(
                "cluster_" + f,
                clusters,
                c -> c.weight * c.found() * (1 + square) * recordsACluster,
                c -> c.weight * (square * recordsACluster + c.size));
        result.add("b_cubed_precision", clusters, c -> c.weight * (1 - c.extraShare), c -> c.weight);
        result.add("b_cubed_recall", clusters, c -> c.weight * (1 - c.missing / c.size), c -> c.weight);
        return result;
    }

    private static Cluster[] clusters(
            Overlap overlap,
            Map<String, String> prediction,
            Map<String, String> sample,
            Map<String, Long> sizes,
            Weights weights) {
        Cluster[] clusters = new Cluster[overlap.referenceSizes.length];
        for (int i = 0; i < clusters.length; i++) {
            clusters[i] = new Cluster();
            clusters[i].size = overlap.referenceSizes[i];
            clusters[i].weight = weight(weights, overlap.referenceNames[i], clusters[i].size);
        }
        TreeMap<String, String> both = new TreeMap<>(sample);
        both.keySet().retainAll(prediction.keySet());
        int record = 0;
        for (String name : both.keySet()) {
            Cluster cluster = clusters[overlap.reference[record]];
            double shared = overlap.shared(record);
            // The predicted cluster counts whole, with records that no sampled cluster holds.
            double predicted = sizes.getOrDefault(prediction.getOrDefault(name, ""), 1L);
            cluster.missing += (cluster.size - shared) / cluster.size;
            cluster.extra += (predicted - shared) / cluster.size;
            cluster.extraShare += (predicted - shared) / predicted / cluster.size;
            record++;
        }
        return clusters;
    }

    private static double weight(Weights weights, String cluster, double size) {
        if (weights instanceof Weights.ByClusterSize) {
            return 1 / size;
        }
        if (weights instanceof Weights.Given given) {
            Double weight = given.byCluster().get(cluster);
            if (weight == null) {
                throw new IllegalArgumentException("the sampled cluster '" + cluster + "' has no weight");
            }
            return weight;
        }
        return 1;
    }

    private void add(
            String name,
            Cluster[] clusters,
            ToDoubleFunction<Cluster> numerator,
            ToDoubleFunction<Cluster> denominator) {
        int n = clusters.length;
        double meanN = 0;
        double meanD = 0;
        for (Cluster cluster : clusters) {
            meanN += numerator.applyAsDouble(cluster) / n;
            meanD += denominator.applyAsDouble(cluster) / n;
        }
        if (meanN == 0 || meanD == 0) {
            estimates.put(name, new Estimate(0, null));
            return;
        }
        double bias = 0;
        double variance = 0;
        for (Cluster cluster : clusters) {
            double x = numerator.applyAsDouble(cluster);
            double y = denominator.applyAsDouble(cluster);
            bias += y * (x / meanN - y / meanD) / n;
            variance += y / meanD * (y / meanD) + x / meanN * (x / meanN) - 2 * y * x / (meanD * meanN);
        }
        double ratio = meanN / meanD;
        double value = n == 1 ? ratio : ratio * (1 + bias / ((n - 1) * meanD));
        boolean undefined = n == 1 || variance < 0;
        estimates.put(
                name, new Estimate(value, undefined ? null : ratio * Math.sqrt(variance / ((double) n * (n - 1)))));
    }

    /** The estimates by the names of their metrics, in a fixed order. */
    public Map<String, Estimate> byName() {
        return new LinkedHashMap<>(estimates);
    }
}
