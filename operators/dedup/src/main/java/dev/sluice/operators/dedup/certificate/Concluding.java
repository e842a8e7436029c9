package dev.sluice.operators.dedup.certificate;

import dev.sluice.operators.Global;
import dev.sluice.operators.Review;
import dev.sluice.operators.dedup.certificate.Certificate.Curve;
import dev.sluice.operators.dedup.certificate.Certificate.Note;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares the chosen documents and writes the certificate. */
final class Concluding implements Review.Concluder {
    /** Width of a class of similarities, as a part of 1. */
    private static final int CLASSES = 20;

    /** Least class of similarities for which found pairs are counted. */
    private static final int FIRST_CLASS = 6;

    /** Clusters hold documents that differ where a similarity lies below this part of the threshold. */
    private static final double CHAINED = 0.5;

    /** Chained clusters that are shown beside the largest. */
    private static final int SHOWN = 5;

    /** Below so many units a share is no reason for a warning. */
    private static final int FEW = 20;

    private static final Note[] KINDS = Note.values();

    private final Certificate certificate;
    private final TreeMap<Long, Long> sizes = new TreeMap<>();
    private final List<long[]> removed = new ArrayList<>();
    private final List<long[]> probes = new ArrayList<>();
    private final List<long[]> largest = new ArrayList<>();
    private final List<long[]> sampled = new ArrayList<>();
    private final Map<Long, List<Long>> members = new HashMap<>();
    private final Map<Long, int[]> sets = new HashMap<>();
    private final ShingleSet set = new ShingleSet();
    private final List<Review.Warning> warnings = new ArrayList<>();
    private long setOf = -1;
    private long removedCount;

    Concluding(Certificate certificate) {
        this.certificate = certificate;
    }

    @Override
    public void accept(Global.Table table, long[] record) {
        if (table.equals(Certificate.SETS)) {
            if (record[0] != setOf) {
                endSet();
                setOf = record[0];
            }
            for (int word = 1; word < record.length; word++) {
                set.add((int) (record[word] >>> 32));
                set.add((int) record[word]);
            }
            return;
        }
        switch (KINDS[(int) record[0]]) {
            case SIZE -> sizes.put(record[1], record[2]);
            case TOTAL -> removedCount = record[1];
            case REMOVED -> removed.add(record.clone());
            case PROBE -> probes.add(record.clone());
            case LARGEST -> largest.add(record.clone());
            case CLUSTER -> sampled.add(record.clone());
            case MEMBER ->
                members.computeIfAbsent(record[1], group -> new ArrayList<>()).add(record[2]);
        }
    }

    private void endSet() {
        if (setOf >= 0) {
            sets.put(setOf, set.finish());
            set.clear();
        }
    }

    /** The similarity of two documents; null when one of them was not seen again. */
    private @Nullable Double similarity(long one, long other) {
        int[] first = sets.get(one);
        int[] second = sets.get(other);
        return first == null || second == null ? null : (Double) ShingleSet.jaccard(first, second);
    }

    @Override
    public Review.Findings finish() {
        endSet();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("kind", "near_duplicates");
        values.put("threshold", certificate.threshold());
        values.put("threshold_meaning", certificate.meaning());
        Curve curve = certificate.curve();
        if (curve != null) {
            values.put("curve", curve(curve));
        }
        values.put("clusters", clusters());
        values.put("precision", precision());
        values.put("recall", recall());
        values.put("diameters", diameters());
        values.put("largest", shown(largest, false));
        values.put("chained", shown(sampled, true));
        return new Review.Findings(values, warnings);
    }

    private static Map<String, Object> curve(Curve curve) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("bands", curve.bands());
        map.put("rows", curve.rows());
        map.put("slots", curve.bands() * curve.rows());
        map.put("half", curve.half());
        List<Object> expected = new ArrayList<>();
        for (int i = 10; i < CLASSES; i++) {
            expected.add(List.of((double) i / CLASSES, curve.probability().applyAsDouble((double) i / CLASSES)));
        }
        map.put("expected", expected);
        List<Object> points = new ArrayList<>();
        for (int i = 0; i <= 100; i++) {
            points.add(curve.probability().applyAsDouble(i / 100.0));
        }
        map.put("points", points);
        return map;
    }

    private Map<String, Object> clusters() {
        long count = 0;
        long documents = 0;
        List<Object> rows = new ArrayList<>();
        for (Map.Entry<Long, Long> size : sizes.entrySet()) {
            count += size.getValue();
            documents += size.getKey() * size.getValue();
        }
        // Sizes in classes that double from 4 on: 2, 3, 4 to 7, 8 to 15, and so on.
        TreeMap<Long, long[]> classes = new TreeMap<>();
        sizes.forEach((size, clusters) -> {
            long[] sum = classes.computeIfAbsent(size < 4 ? size : Long.highestOneBit(size), low -> new long[2]);
            sum[0] += clusters;
            sum[1] += size * clusters;
        });
        classes.forEach((low, sum) -> rows.add(List.of(low, low < 4 ? low : 2 * low - 1, sum[0], sum[1])));
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("count", count);
        map.put("documents", documents);
        map.put("removed", removedCount);
        map.put("sizes", rows);
        return map;
    }

    private Map<String, Object> precision() {
        Share share = new Share();
        long[] classes = new long[CLASSES];
        for (long[] one : removed) {
            Double similarity = similarity(one[2], one[3]);
            if (similarity != null) {
                share.add(1, similarity >= certificate.threshold() ? 1 : 0);
                classes[classOf(similarity)]++;
            }
        }
        Map<String, Object> map = share.toMap(removedCount == 0 ? 1 : 1 - (double) share.units() / removedCount);
        map.put("of", removedCount);
        map.put("similarities", classes(classes));
        if (share.units() >= FEW && share.estimate() < 0.5) {
            warnings.add(new Review.Warning(
                    String.format(
                            Locale.ROOT,
                            "removed documents of which only %.0f %% resemble their survivor by %.2f or more",
                            100 * share.estimate(),
                            certificate.threshold()),
                    certificate.advice() + "; the certificate shows what was joined."));
        }
        return map;
    }

    private Map<String, Object> recall() {
        Share all = new Share();
        Share[] byClass = new Share[CLASSES];
        double[] expected = new double[CLASSES];
        double[] expectedWeights = new double[CLASSES];
        double promised = 0;
        double weights = 0;
        long pairs = 0;
        long[] compared = new long[CLASSES];
        long[] found = new long[CLASSES];
        double[] weight = new double[CLASSES];
        double[] part = new double[CLASSES];
        for (int from = 0; from < probes.size(); ) {
            int to = from;
            while (to < probes.size() && probes.get(to)[1] == probes.get(from)[1]) {
                to++;
            }
            double bucketWeight = 0;
            double bucketPart = 0;
            Arrays.fill(weight, 0);
            Arrays.fill(part, 0);
            double size = probes.get(from)[3];
            double taken = to - from;
            double scale = size * (size - 1) / Math.max(1, taken * (taken - 1));
            for (int i = from; i < to; i++) {
                for (int j = from; j < i; j++) {
                    Double similarity = similarity(probes.get(i)[2], probes.get(j)[2]);
                    if (similarity == null || similarity <= 0) {
                        continue;
                    }
                    boolean joined = probes.get(i)[4] >= 0 && probes.get(i)[4] == probes.get(j)[4];
                    double counts = scale / similarity;
                    int bin = classOf(similarity);
                    compared[bin]++;
                    found[bin] += joined ? 1 : 0;
                    weight[bin] += counts;
                    part[bin] += joined ? counts : 0;
                    Curve curve = certificate.curve();
                    double chance = curve == null ? 0 : curve.probability().applyAsDouble(similarity);
                    expected[bin] += counts * chance;
                    expectedWeights[bin] += counts;
                    if (similarity >= certificate.threshold()) {
                        pairs++;
                        bucketWeight += counts;
                        bucketPart += joined ? counts : 0;
                        promised += counts * chance;
                        weights += counts;
                    }
                }
            }
            if (bucketWeight > 0) {
                all.add(bucketWeight, bucketPart);
            }
            for (int bin = 0; bin < CLASSES; bin++) {
                if (weight[bin] > 0) {
                    if (byClass[bin] == null) {
                        byClass[bin] = new Share();
                    }
                    byClass[bin].add(weight[bin], part[bin]);
                }
            }
            from = to;
        }
        Map<String, Object> map = all.toMap(1);
        map.put("documents", (long) probes.size());
        map.put("pairs", pairs);
        if (certificate.curve() != null && weights > 0) {
            map.put("expected", promised / weights);
        }
        List<Object> levels = new ArrayList<>();
        for (int bin = FIRST_CLASS; bin < CLASSES; bin++) {
            Share share = byClass[bin];
            if (share != null) {
                Map<String, Object> level = new LinkedHashMap<>();
                level.put("from", (double) bin / CLASSES);
                level.put("to", (double) (bin + 1) / CLASSES);
                level.put("pairs", compared[bin]);
                level.put("found", found[bin]);
                if (certificate.curve() != null) {
                    level.put("expected", expected[bin] / expectedWeights[bin]);
                }
                level.putAll(share.toMap(1));
                levels.add(level);
            }
        }
        map.put("levels", levels);
        return map;
    }

    private static int classOf(double similarity) {
        return Math.min(CLASSES - 1, (int) (similarity * CLASSES));
    }

    private static List<Object> classes(long[] counts) {
        List<Object> rows = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            rows.add(List.of((double) i / CLASSES, (double) (i + 1) / CLASSES, counts[i]));
        }
        return rows;
    }

    /** The two compared members of a cluster that differ most. */
    private record Ends(double similarity, long one, long other) {}

    private @Nullable Ends ends(long group) {
        List<Long> all = members.getOrDefault(group, List.of());
        Ends least = null;
        for (int i = 0; i < all.size(); i++) {
            for (int j = 0; j < i; j++) {
                Double similarity = similarity(all.get(i), all.get(j));
                if (similarity != null && (least == null || similarity < least.similarity())) {
                    least = new Ends(similarity, all.get(j), all.get(i));
                }
            }
        }
        return least;
    }

    private boolean chained(@Nullable Ends ends) {
        return ends != null && ends.similarity() < CHAINED * certificate.threshold();
    }

    private Map<String, Object> diameters() {
        long[] classes = new long[CLASSES];
        long clusters = 0;
        long chained = 0;
        for (long[] cluster : sampled) {
            Ends ends = ends(cluster[2]);
            if (ends != null) {
                clusters++;
                classes[classOf(ends.similarity())]++;
                chained += chained(ends) ? 1 : 0;
            }
        }
        long large =
                largest.stream().filter(cluster -> chained(ends(cluster[2]))).count();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("clusters", clusters);
        map.put("least_similarities", classes(classes));
        map.put("chained", chained);
        map.put("chained_largest", large);
        map.put("chained_below", CHAINED * certificate.threshold());
        if (chained + large > 0) {
            warnings.add(new Review.Warning(
                    String.format(
                            Locale.ROOT,
                            "joined documents through chains: %d of %d sampled clusters and %d of the %d largest hold"
                                    + " documents of a similarity below %.2f",
                            chained,
                            clusters,
                            large,
                            largest.size(),
                            CHAINED * certificate.threshold()),
                    "All but one document of such a cluster go. " + certificate.advice() + "."));
        }
        return map;
    }

    private List<Object> shown(List<long[]> clusters, boolean onlyChained) {
        List<Object> all = new ArrayList<>();
        for (long[] cluster : clusters) {
            Ends ends = ends(cluster[2]);
            boolean large = largest.stream().anyMatch(one -> one[2] == cluster[2]);
            if (onlyChained && (large || !chained(ends) || all.size() >= SHOWN)) {
                continue;
            }
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("size", cluster[4]);
            if (ends != null) {
                map.put("least_similarity", ends.similarity());
            }
            map.put("chained", chained(ends));
            List<Object> shown = new ArrayList<>();
            List<Long> order = new ArrayList<>(List.of(cluster[3]));
            if (ends != null && chained(ends)) {
                order.add(ends.one());
                order.add(ends.other());
            }
            order.addAll(members.getOrDefault(cluster[2], List.of()));
            for (long locator : order.stream().distinct().limit(4).toList()) {
                Map<String, Object> member = new LinkedHashMap<>();
                member.put("document", new Review.Exhibit(locator));
                member.put("survivor", locator == cluster[3]);
                Double similarity = similarity(locator, cluster[3]);
                if (similarity != null) {
                    member.put("similarity", similarity);
                }
                shown.add(member);
            }
            map.put("members", shown);
            all.add(map);
        }
        return all;
    }
}
