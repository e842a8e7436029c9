package dev.sluice.operators.dedup.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operators.Decision;
import dev.sluice.operators.Hashing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Estimates of many samples of one collection of which everything is known. */
class SamplesTest {
    private static final int SEEDS = 60;
    private static final int ELEMENTS = 30;
    private static final double THRESHOLD = 0.7;

    private static final Certificate CERTIFICATE = new Certificate(
            () -> (document, sink) -> {}, agreeing -> 2 * agreeing / 64.0 - 1, THRESHOLD, "", null, 9, "");

    /** What estimates of many samples have in common. */
    private static final class Estimates {
        private final double truth;
        private int count;
        private double sum;
        private double squares;
        private double errors;
        private int covered;

        Estimates(double truth) {
            this.truth = truth;
        }

        void add(Estimate estimate) {
            count++;
            sum += estimate.share() - truth;
            squares += Math.pow(estimate.share() - truth, 2);
            errors += estimate.error();
            covered += estimate.low() <= truth && truth <= estimate.high() ? 1 : 0;
        }

        double bias() {
            return sum / count;
        }

        double error() {
            return Math.sqrt(squares / count);
        }

        @Override
        public String toString() {
            return String.format(
                    "truth %.4f bias %.4f error %.4f stated %.4f covered %.3f",
                    truth, bias(), error(), errors / count, (double) covered / count);
        }

        void areHonest() {
            assertThat(Math.abs(bias())).as(toString()).isLessThan(4 * error() / Math.sqrt(count));
            assertThat(errors / count).as(toString()).isBetween(0.8 * error(), 1.3 * error());
            assertThat((double) covered / count).as(toString()).isGreaterThan(0.88);
        }
    }

    /** Families of sets, of which the method joined some pairs: those of higher similarities more often. */
    private static final class Collection {
        private final List<int[]> sets = new ArrayList<>();
        private final List<Long> bits = new ArrayList<>();
        private final List<Integer> families = new ArrayList<>();
        private final List<Integer> clusters = new ArrayList<>();
        private double alike;
        private double found;

        Collection(int families) {
            Random random = new Random(11);
            for (int family = 0; family < families; family++) {
                int first = sets.size();
                int size = family % 50 == 0 ? 6 : family % 5 == 0 ? 3 : 2;
                double kind = random.nextDouble();
                double keeps =
                        kind < 0.5 ? 1 : kind < 0.75 ? 0.7 + 0.3 * random.nextDouble() : 0.6 * random.nextDouble();
                int[] base = random.ints(ELEMENTS).toArray();
                for (int member = 0; member < size; member++) {
                    int[] set = base.clone();
                    for (int i = 0; i < ELEMENTS && member > 0; i++) {
                        set[i] = random.nextDouble() < keeps ? set[i] : random.nextInt();
                    }
                    sets.add(set);
                    bits.add(bits(set));
                    this.families.add(family);
                    clusters.add(-1);
                    for (int other = first; other < sets.size() - 1; other++) {
                        double chance = 1 - Math.pow(1 - Math.pow(similarity(other, sets.size() - 1), 8), 14);
                        if (clusters.get(sets.size() - 1) < 0 && random.nextDouble() < chance) {
                            int cluster = clusters.get(other) < 0 ? other : clusters.get(other);
                            clusters.set(other, cluster);
                            clusters.set(sets.size() - 1, cluster);
                        }
                    }
                }
                for (int one = first; one < sets.size(); one++) {
                    for (int other = first; other < one; other++) {
                        if (similarity(one, other) >= THRESHOLD) {
                            alike++;
                            found += clusters.get(one) >= 0 && clusters.get(one).equals(clusters.get(other)) ? 1 : 0;
                        }
                    }
                }
            }
        }

        private static long bits(int[] set) {
            long bits = 0;
            for (int slot = 0; slot < 64; slot++) {
                bits = bits << 1 | Hashing.mix(least(set, slot)) >>> 63;
            }
            return bits;
        }

        private static long least(int[] set, long seed) {
            long least = Long.MAX_VALUE;
            for (int element : set) {
                least = Math.min(least, Hashing.mix(element * 31L + seed * 0x9E3779B97F4A7C15L));
            }
            return least;
        }

        double similarity(long one, long other) {
            int[] first = sets.get((int) one);
            int[] second = sets.get((int) other);
            int shared = 0;
            for (int i = 0; i < ELEMENTS; i++) {
                shared += first[i] == second[i] ? 1 : 0;
            }
            return shared / (2.0 * ELEMENTS - shared);
        }

        /** The documents of probes, which differ from seed to seed. */
        List<PairSample.Member> probed(long seed) {
            TreeMap<Long, List<Integer>> buckets = new TreeMap<>();
            for (int i = 0; i < sets.size(); i++) {
                buckets.computeIfAbsent(Hashing.mix(least(sets.get(i), ~seed)), key -> new ArrayList<>())
                        .add(i);
            }
            List<PairSample.Member> probed = new ArrayList<>();
            for (Map.Entry<Long, List<Integer>> bucket : buckets.entrySet()) {
                if (bucket.getValue().size() > 1 && probed.size() < Probing.PROBED) {
                    // Large buckets are cut, so that their pairs stand for others, too.
                    bucket.getValue().sort(Comparator.comparingLong(i -> Hashing.mix(i ^ seed << 32)));
                    for (int i : bucket.getValue()
                            .subList(0, Math.min(4, bucket.getValue().size()))) {
                        probed.add(new PairSample.Member(
                                bucket.getKey(),
                                i,
                                bits.get(i),
                                bucket.getValue().size(),
                                clusters.get(i)));
                    }
                }
            }
            return probed;
        }

        Estimate recall(List<PairSample.Member> probed) {
            PairSample sample = new PairSample(probed, CERTIFICATE.likeness());
            return new Recall(CERTIFICATE, sample, this::similarity).estimate(s -> s >= THRESHOLD);
        }
    }

    /** As many documents of buckets as have about as many pairs as are compared: a simple sample of buckets. */
    private static List<PairSample.Member> simple(List<PairSample.Member> probed) {
        int pairs = 0;
        int end = 0;
        while (pairs < PairSample.COMPARED) {
            int size = (int) Math.min(4, probed.get(end).size());
            pairs += size * (size - 1) / 2;
            end += size;
        }
        return probed.subList(0, end);
    }

    @Test
    void recallIsRightOnAverageAndItsErrorIsStated() {
        Collection collection = new Collection(16_000);
        Estimates stratified = new Estimates(collection.found / collection.alike);
        Estimates simple = new Estimates(collection.found / collection.alike);
        for (long seed = 1; seed <= SEEDS; seed++) {
            List<PairSample.Member> probed = collection.probed(seed);
            stratified.add(collection.recall(probed));
            simple.add(collection.recall(simple(probed)));
        }
        stratified.areHonest();
        simple.areHonest();
        assertThat(stratified.error()).isLessThan(0.7 * simple.error());
    }

    @Test
    void precisionIsRightOnAverageAndItsErrorIsStated() {
        // Clusters of a size, and the share of their removed documents that resemble their survivor.
        int[] sizes = {2, 4, 30, 5000};
        int[] counts = {4000, 700, 60, 1};
        double[] shares = {0.98, 0.9, 0.6, 0.1};
        double all = 0;
        double right = 0;
        for (int kind = 0; kind < sizes.length; kind++) {
            all += counts[kind] * (sizes[kind] - 1.0);
            right += Math.round(shares[kind] * counts[kind] * (sizes[kind] - 1));
        }
        Estimates stratified = new Estimates(right / all);
        Estimates simple = new Estimates(right / all);
        for (long seed = 1; seed <= SEEDS; seed++) {
            stratified.add(precision(seed, sizes, counts, shares, true));
            simple.add(precision(seed, sizes, counts, shares, false));
        }
        stratified.areHonest();
        simple.areHonest();
        assertThat(stratified.error()).isLessThan(0.75 * simple.error());
    }

    private static Estimate precision(long seed, int[] sizes, int[] counts, double[] shares, boolean stratified) {
        RemovedSample sample = new RemovedSample();
        Map<Long, Double> similarities = new HashMap<>();
        long locator = seed << 32;
        for (int kind = 0; kind < sizes.length; kind++) {
            int removed = counts[kind] * (sizes[kind] - 1);
            for (int i = 0; i < removed; i++) {
                similarities.put(locator, i < Math.round(shares[kind] * removed) ? 1.0 : 0.0);
                sample.add(locator++, new Decision.Match(0, 0, stratified ? sizes[kind] : 2, null));
            }
        }
        Precision precision = new Precision(THRESHOLD);
        sample.draw(new RemovedSample.Sink() {
            @Override
            public void stratum(RemovedSample.Stratum stratum, long documents) {
                precision.stratum(stratum, documents);
            }

            @Override
            public void removed(RemovedSample.Stratum stratum, RemovedSample.Removed removed) {
                precision.add(stratum, removed);
            }
        });
        Map<String, Object> map = precision.toMap((one, other) -> similarities.get(one));
        assertThat(map.get("units")).isEqualTo((long) RemovedSample.COMPARED);
        return new Estimate((Double) map.get("estimate"), (Double) map.get("standard_error"), 1000);
    }
}
