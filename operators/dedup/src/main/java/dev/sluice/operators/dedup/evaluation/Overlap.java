package dev.sluice.operators.dedup.evaluation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Two clusterings of the records that both know, with clusters numbered and their overlaps counted. Numbers follow the
 * order of names, so sums of fractions do not depend on the order of the maps.
 */
final class Overlap {
    final int records;
    /** Cluster of each record in the prediction and in the reference. */
    final int[] predicted;

    final int[] reference;
    final long[] predictedSizes;
    final long[] referenceSizes;
    /** Names of the reference's clusters by number. */
    final String[] referenceNames;
    /** How many records each pair of clusters shares; the key is the reference's number above the prediction's. */
    final Map<Long, Long> shared = new TreeMap<>();

    Overlap(Map<String, String> prediction, Map<String, String> truth) {
        TreeMap<String, String> both = new TreeMap<>(truth);
        both.keySet().retainAll(prediction.keySet());
        records = both.size();
        predicted = new int[records];
        reference = new int[records];
        Map<String, Integer> predictedNumbers =
                numbers(both.keySet().stream().map(prediction::get).toList());
        Map<String, Integer> referenceNumbers = numbers(both.values());
        predictedSizes = new long[predictedNumbers.size()];
        referenceSizes = new long[referenceNumbers.size()];
        referenceNames = new String[referenceNumbers.size()];
        referenceNumbers.forEach((name, number) -> referenceNames[number] = name);
        int at = 0;
        for (Map.Entry<String, String> entry : both.entrySet()) {
            int p = predictedNumbers.getOrDefault(prediction.getOrDefault(entry.getKey(), ""), 0);
            int r = referenceNumbers.getOrDefault(entry.getValue(), 0);
            predicted[at] = p;
            reference[at] = r;
            predictedSizes[p]++;
            referenceSizes[r]++;
            shared.merge(key(r, p), 1L, Long::sum);
            at++;
        }
    }

    private static Map<String, Integer> numbers(Iterable<String> names) {
        TreeMap<String, Integer> sorted = new TreeMap<>();
        names.forEach(name -> sorted.put(name, 0));
        Map<String, Integer> numbers = new HashMap<>();
        sorted.keySet().forEach(name -> numbers.put(name, numbers.size()));
        return numbers;
    }

    private static long key(int reference, int prediction) {
        return (long) reference << 32 | prediction;
    }

    /** How many records a record's two clusters share. */
    long shared(int record) {
        return shared.getOrDefault(key(reference[record], predicted[record]), 0L);
    }

    /** Unordered pairs within clusters. */
    static double pairs(long[] sizes) {
        return Arrays.stream(sizes).mapToDouble(Overlap::pairs).sum();
    }

    static double pairs(long size) {
        return 0.5 * size * (size - 1);
    }

    /** Pairs that both clusterings hold together. */
    double sharedPairs() {
        return shared.values().stream().mapToDouble(n -> pairs(n)).sum();
    }

    /** Clusters that are equal in both. */
    long equalClusters() {
        return shared.entrySet().stream()
                .filter(entry -> entry.getValue() == referenceSizes[(int) (entry.getKey() >>> 32)]
                        && entry.getValue() == predictedSizes[(int) (long) entry.getKey()])
                .count();
    }
}
