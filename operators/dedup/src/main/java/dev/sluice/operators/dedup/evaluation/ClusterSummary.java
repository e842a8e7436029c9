package dev.sluice.operators.dedup.evaluation;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a clustering looks like by itself, as the er-evaluation package sums it up.
 *
 * @param records that are in a cluster, be it of one
 * @param clusters how many there are
 * @param sizes number of clusters by size
 */
public record ClusterSummary(long records, long clusters, SortedMap<Long, Long> sizes) {
    /**
     * Sums up a clustering.
     *
     * @param clustering cluster by record
     */
    public static ClusterSummary of(Map<String, String> clustering) {
        Map<String, Long> byCluster = new HashMap<>();
        clustering.values().forEach(cluster -> byCluster.merge(cluster, 1L, Long::sum));
        TreeMap<Long, Long> sizes = new TreeMap<>();
        byCluster.values().forEach(size -> sizes.merge(size, 1L, Long::sum));
        return new ClusterSummary(clustering.size(), byCluster.size(), sizes);
    }

    /** The share of records that are in a cluster with another one; 0 without records. */
    public double matchingRate() {
        return records == 0 ? 0 : 1 - (double) sizes.getOrDefault(1L, 0L) / records;
    }

    /** Records a cluster; 0 without clusters. */
    public double averageSize() {
        return clusters == 0 ? 0 : (double) records / clusters;
    }

    /**
     * How diverse the sizes of clusters are: the number of equally frequent sizes that are as diverse (Hill, 1973), with the
     * shares p of clusters of each size {@code (sum p^q)^(1/(1-q))}, for order 1 its limit, the exponential of the entropy. 0
     * without clusters.
     *
     * @param order q, at least 0; of order 0 it is the number of different sizes
     */
    public double hillNumber(double order) {
        double sum = 0;
        for (long count : sizes.values()) {
            double p = (double) count / clusters;
            sum += order == 1 ? -p * Math.log(p) : Math.pow(p, order);
        }
        return clusters == 0 ? 0 : order == 1 ? Math.exp(sum) : Math.pow(sum, 1 / (1 - order));
    }
}
