package dev.sluice.operators.dedup.certificate;

import dev.sluice.operators.Global;
import dev.sluice.operators.Review;
import dev.sluice.operators.dedup.certificate.Certificate.Curve;
import dev.sluice.operators.dedup.certificate.Certificate.Note;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares the chosen documents and writes the certificate. */
final class Concluding implements Review.Concluder {
    /** Classes of similarities. */
    static final int CLASSES = 20;

    /** Clusters hold documents that differ where a similarity lies below this part of the threshold. */
    private static final double CHAINED = 0.5;

    /** Chained clusters that are shown beside the largest. */
    private static final int SHOWN = 5;

    /** Below so many documents a share is no reason for a warning. */
    private static final int FEW = 20;

    private static final Note[] KINDS = Note.values();

    private final Certificate certificate;
    private final TreeMap<Long, Long> sizes = new TreeMap<>();
    private final Precision precision;
    private final List<PairSample.Member> probes = new ArrayList<>();
    private final List<long[]> largest = new ArrayList<>();
    private final List<long[]> sampled = new ArrayList<>();
    private final Map<Long, List<Long>> members = new HashMap<>();
    private final Map<Long, int[]> sets = new HashMap<>();
    private final ShingleSet set = new ShingleSet();
    private final List<Review.Warning> warnings = new ArrayList<>();
    private long setOf = -1;

    Concluding(Certificate certificate) {
        this.certificate = certificate;
        this.precision = new Precision(certificate.threshold());
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
            case STRATUM -> precision.stratum(stratum(record), record[3]);
            case REMOVED -> precision.add(stratum(record), new RemovedSample.Removed(record[3], record[4], record[5]));
            case PROBE -> probes.add(new PairSample.Member(record[1], record[2], record[3], record[4], record[5]));
            case LARGEST -> largest.add(record.clone());
            case CLUSTER -> sampled.add(record.clone());
            case MEMBER ->
                members.computeIfAbsent(record[1], group -> new ArrayList<>()).add(record[2]);
        }
    }

    private static RemovedSample.Stratum stratum(long[] record) {
        return new RemovedSample.Stratum(record[1] == 1, (int) record[2]);
    }

    private void endSet() {
        if (setOf >= 0) {
            sets.put(setOf, set.finish());
            set.clear();
        }
    }

    /** Tells the similarity of two documents; null when one of them was not seen again. */
    @FunctionalInterface
    interface Similarities {
        @Nullable Double of(long one, long other);
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
        PairSample pairs = new PairSample(probes, certificate.likeness());
        values.put("recall", new Recall(certificate, pairs, this::similarity).toMap());
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
        map.put("removed", precision.documents());
        map.put("sizes", rows);
        warnOfLarge();
        return map;
    }

    private void warnOfLarge() {
        long most = certificate.largeCluster();
        long clusters = sizes.tailMap(most, false).values().stream()
                .mapToLong(count -> count)
                .sum();
        if (clusters > 0) {
            warnings.add(new Review.Warning(
                    String.format(
                            Locale.ROOT,
                            "made %,d cluster%s of more than %,d documents, up to %,d",
                            clusters,
                            clusters == 1 ? "" : "s",
                            most,
                            sizes.lastKey()),
                    "Such clusters are nearly always boilerplate that many documents share, or chains; the certificate shows"
                            + " some of their members. " + certificate.advice()
                            + "; take exact copies out before (exact_dedup)."));
        }
    }

    private Map<String, Object> precision() {
        Map<String, Object> map = precision.toMap(this::similarity);
        if ((Long) map.get("units") >= FEW && (Double) map.get("estimate") < 0.5) {
            warnings.add(new Review.Warning(
                    String.format(
                            Locale.ROOT,
                            "removed documents of which only %.0f %% resemble their survivor by %.2f or more",
                            100 * (Double) map.get("estimate"),
                            certificate.threshold()),
                    certificate.advice() + "; the certificate shows what was joined."));
        }
        return map;
    }

    static int classOf(double similarity) {
        return Math.min(CLASSES - 1, (int) (similarity * CLASSES));
    }

    static List<Object> classes(double[] counts) {
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
        double[] classes = new double[CLASSES];
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
