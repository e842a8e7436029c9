package dev.sluice.operators.dedup.certificate;

import dev.sluice.operators.dedup.certificate.Concluding.Similarities;
import dev.sluice.operators.dedup.certificate.RemovedSample.Removed;
import dev.sluice.operators.dedup.certificate.RemovedSample.Stratum;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The share of removed documents that resemble their survivor by the threshold or more.
 *
 * <p>The estimate is the mean of the strata's shares, each with its stratum's part W of all removed documents; its variance
 * is {@code sum W^2 (1 - n/N) p (1 - p) / (n - 1)}, that of simple samples without replacement of n out of N documents.
 */
final class Precision {
    private final double threshold;
    private final TreeMap<Stratum, Sampled> strata = new TreeMap<>();
    private long documents;

    /** What was drawn of a stratum. */
    private static final class Sampled {
        private final long documents;
        private final List<Removed> drawn = new ArrayList<>();
        private long compared;
        private long alike;

        Sampled(long documents) {
            this.documents = documents;
        }
    }

    /** @param threshold the similarity from which a removed document resembles its survivor */
    Precision(double threshold) {
        this.threshold = threshold;
    }

    /** Takes a stratum, before its documents. */
    void stratum(Stratum stratum, long size) {
        strata.put(stratum, new Sampled(size));
        documents += size;
    }

    /** Takes a document that was drawn from a stratum. */
    void add(Stratum stratum, Removed removed) {
        strata.get(stratum).drawn.add(removed);
    }

    /** All removed documents. */
    long documents() {
        return documents;
    }

    /** Compares the documents. */
    Map<String, Object> toMap(Similarities similarities) {
        double[] classes = new double[Concluding.CLASSES];
        long compared = 0;
        for (Sampled stratum : strata.values()) {
            for (Removed removed : stratum.drawn) {
                Double similarity = similarities.of(removed.locator(), removed.survivor());
                if (similarity != null) {
                    stratum.compared++;
                    stratum.alike += similarity >= threshold ? 1 : 0;
                    classes[Concluding.classOf(similarity)] += (double) stratum.documents / stratum.drawn.size();
                }
            }
            compared += stratum.compared;
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("units", compared);
        if (compared > 0) {
            estimate().addTo(map);
        }
        map.put("of", documents);
        map.put("similarities", Concluding.classes(classes));
        List<Object> rows = new ArrayList<>();
        strata.forEach((stratum, sampled) -> rows.add(row(stratum, sampled)));
        map.put("strata", rows);
        return map;
    }

    private Estimate estimate() {
        double share = 0;
        double variance = 0;
        double inverse = 0;
        long all = strata.values().stream()
                .filter(stratum -> stratum.compared > 0)
                .mapToLong(stratum -> stratum.documents)
                .sum();
        for (Sampled stratum : strata.values()) {
            if (stratum.compared > 0) {
                double n = stratum.compared;
                double p = stratum.alike / n;
                double part = (double) stratum.documents / all;
                double rest = part * part * (1 - n / stratum.documents);
                share += part * p;
                variance += rest * p * (1 - p) / Math.max(1, n - 1);
                inverse += rest / n;
            }
        }
        return new Estimate(Math.min(1, share), Math.sqrt(variance), 1 / inverse);
    }

    private Map<String, Object> row(Stratum stratum, Sampled sampled) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("by", stratum.measured() ? "similarity" : "cluster_size");
        row.put("from", stratum.from());
        Number to = stratum.to();
        if (to != null) {
            row.put("to", to);
        }
        row.put("documents", sampled.documents);
        row.put("share", (double) sampled.documents / documents);
        row.put("compared", sampled.compared);
        row.put("alike", sampled.alike);
        return row;
    }
}
