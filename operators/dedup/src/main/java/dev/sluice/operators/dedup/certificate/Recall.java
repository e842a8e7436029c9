package dev.sluice.operators.dedup.certificate;

import dev.sluice.operators.dedup.certificate.Certificate.Curve;
import dev.sluice.operators.dedup.certificate.Concluding.Similarities;
import dev.sluice.operators.dedup.certificate.PairSample.Pair;
import dev.sluice.operators.dedup.certificate.PairSample.Stratum;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;

/**
 * The share of pairs of a similarity that are in one cluster.
 *
 * <p>The estimate is a ratio of two sums over pairs, each with the inverse of its probability of being compared. Buckets are
 * independent, so its standard error is that of a {@link Share} of buckets, where each bucket counts with what its pairs
 * are expected to be worth: the mean of their strata, corrected by the pairs that were compared. A bucket's value is right
 * on average whatever was drawn, so that the spread of these values has the errors of both phases in it (the two-phase
 * regression estimator of Särndal, Swensson and Wretman, chapter 9, with strata as regressors).
 */
final class Recall {
    /** Least class of similarities for which found pairs are counted. */
    private static final int FIRST_CLASS = 6;

    private final Certificate certificate;
    private final PairSample sample;
    private final List<Known> strata = new ArrayList<>();

    /** A pair that was compared. */
    private record Compared(Pair pair, double similarity, double weight) {}

    /**
     * A stratum with its compared pairs.
     *
     * @param total pairs of all buckets that its pairs stand for
     */
    private record Known(Stratum stratum, List<Compared> compared, double total) {}

    Recall(Certificate certificate, PairSample sample, Similarities similarities) {
        this.certificate = certificate;
        this.sample = sample;
        for (Stratum stratum : sample.strata()) {
            List<Compared> compared = new ArrayList<>();
            double weights = 0;
            for (Pair pair : stratum.drawn()) {
                Double similarity =
                        similarities.of(pair.one().locator(), pair.other().locator());
                if (similarity != null) {
                    compared.add(new Compared(pair, similarity, stratum.expanded(pair)));
                    weights += stratum.expanded(pair);
                }
            }
            double total = stratum.pairs().stream().mapToDouble(Pair::weight).sum();
            double factor = total / weights; // what stands for all of the stratum stands for it exactly
            compared.replaceAll(one -> new Compared(one.pair(), one.similarity(), factor * one.weight()));
            strata.add(new Known(stratum, compared, total));
        }
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        DoublePredicate alike = similarity -> similarity >= certificate.threshold();
        put(map, alike);
        map.put("buckets", (long) sample.buckets());
        map.put("sampled", sample.pairs());
        List<Object> rows = new ArrayList<>();
        strata.forEach(stratum -> rows.add(row(stratum, alike)));
        map.put("strata", rows);
        List<Object> levels = new ArrayList<>();
        for (int bin = FIRST_CLASS; bin < Concluding.CLASSES; bin++) {
            int number = bin;
            Map<String, Object> level = new LinkedHashMap<>();
            level.put("from", (double) bin / Concluding.CLASSES);
            level.put("to", (double) (bin + 1) / Concluding.CLASSES);
            if (put(level, similarity -> Concluding.classOf(similarity) == number)) {
                levels.add(level);
            }
        }
        map.put("levels", levels);
        return map;
    }

    /** Tells what is known of pairs of some similarities; whether there are any. */
    private boolean put(Map<String, Object> map, DoublePredicate counted) {
        Set<Integer> buckets = new HashSet<>();
        long pairs = 0;
        long found = 0;
        double weights = 0;
        double promised = 0;
        Curve curve = certificate.curve();
        for (Known stratum : strata) {
            for (Compared one : stratum.compared()) {
                if (one.similarity() > 0 && counted.test(one.similarity())) {
                    buckets.add(one.pair().bucket());
                    pairs++;
                    found += one.pair().joined() ? 1 : 0;
                    double weight = one.weight() / one.similarity();
                    weights += weight;
                    promised += curve == null ? 0 : weight * curve.probability().applyAsDouble(one.similarity());
                }
            }
        }
        map.put("units", (long) buckets.size());
        map.put("pairs", pairs);
        map.put("found", found);
        Estimate estimate = estimate(counted);
        if (estimate == null) {
            return false;
        }
        if (curve != null) {
            map.put("expected", promised / weights);
        }
        estimate.addTo(map);
        return true;
    }

    /** The share of pairs of some similarities that are in one cluster; null where the sample has none. */
    @Nullable Estimate estimate(DoublePredicate counted) {
        double[] all = new double[sample.buckets()];
        double[] joined = new double[sample.buckets()];
        double weights = 0;
        double weights2 = 0;
        for (Known stratum : strata) {
            double sum = 0;
            for (Compared one : stratum.compared()) {
                double value = one.weight() * value(one, counted);
                sum += value;
                weights2 += value * value;
            }
            weights += sum;
            double mean = sum / stratum.total();
            double[] sums = new double[sample.buckets()];
            for (Pair pair : stratum.stratum().pairs()) {
                sums[pair.bucket()] += pair.weight() * mean;
            }
            for (Compared one : stratum.compared()) {
                sums[one.pair().bucket()] += one.weight() * (value(one, counted) - mean);
            }
            for (int bucket = 0; bucket < sums.length; bucket++) {
                all[bucket] += sums[bucket];
                joined[bucket] += stratum.stratum().joined() ? sums[bucket] : 0;
            }
        }
        Share share = new Share();
        for (int bucket = 0; bucket < all.length; bucket++) {
            share.add(all[bucket], joined[bucket]);
        }
        if (share.isEmpty()) {
            return null;
        }
        Estimate estimate = share.estimate();
        // Kish's number of pairs of equal weight, of those that were compared.
        return new Estimate(estimate.share(), estimate.error(), weights * weights / weights2);
    }

    /** Two documents of similarity s share a probe with probability s. */
    private static double value(Compared one, DoublePredicate counted) {
        return one.similarity() > 0 && counted.test(one.similarity()) ? 1 / one.similarity() : 0;
    }

    private Map<String, Object> row(Known known, DoublePredicate alike) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("from", known.stratum().from());
        row.put("to", known.stratum().to());
        row.put("joined", known.stratum().joined());
        row.put("pairs", (long) known.stratum().pairs().size());
        row.put("share", (double) known.stratum().pairs().size() / sample.pairs());
        row.put("compared", (long) known.compared().size());
        row.put(
                "alike",
                known.compared().stream()
                        .filter(one -> alike.test(one.similarity()))
                        .count());
        return row;
    }
}
