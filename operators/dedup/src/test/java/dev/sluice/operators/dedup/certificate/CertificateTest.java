package dev.sluice.operators.dedup.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.operators.Document;
import dev.sluice.operators.Fields;
import dev.sluice.operators.Global;
import dev.sluice.operators.InMemory;
import dev.sluice.operators.Position;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Review;
import dev.sluice.operators.Spec;
import dev.sluice.operators.dedup.minhash.MinhashDedup;
import dev.sluice.operators.dedup.simhash.SimhashDedup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CertificateTest {
    private static final int WORDS = 200;

    private static final Global LOOSE = Spec.build(MinhashDedup.class)
            .with(MinhashDedup::shingleWords, 1)
            .with(MinhashDedup::bands, 14)
            .with(MinhashDedup::rows, 8)
            .build();

    private static Document document(int number, String[] words) {
        return Document.of("d" + number, String.join(" ", words), Fields.NONE, Position.NONE);
    }

    /** Words that occur nowhere else. */
    private static String[] words(Random random) {
        String[] words = new String[WORDS];
        for (int i = 0; i < WORDS; i++) {
            words[i] = Long.toString(random.nextLong(), 36);
        }
        return words;
    }

    /** Pairs whose similarities spread evenly from 0.4 to 1, and as many documents that resemble nothing. */
    private static List<Document> pairs(int count) {
        Random random = new Random(7);
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String[] one = words(random);
            String[] other = one.clone();
            double similarity = 0.4 + 0.6 * random.nextDouble();
            int different = (int) Math.round(WORDS * (1 - similarity) / (1 + similarity));
            System.arraycopy(words(random), 0, other, 0, different);
            documents.add(document(documents.size(), one));
            documents.add(document(documents.size(), other));
            documents.add(document(documents.size(), words(random)));
        }
        return documents;
    }

    private static double jaccard(Document one, Document other) {
        Set<String> union = new HashSet<>(Arrays.asList(one.text().split(" ", -1)));
        Set<String> shared = new HashSet<>(union);
        List<String> more = Arrays.asList(other.text().split(" ", -1));
        shared.retainAll(more);
        union.addAll(more);
        return (double) shared.size() / union.size();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> part(Review.Findings findings, String name) {
        return (Map<String, Object>) findings.values().get(name);
    }

    private static double number(Map<String, Object> map, String key) {
        return ((Number) map.get(key)).doubleValue();
    }

    private static Review.Findings review(Global operator, List<Document> documents) {
        return InMemory.review(operator, Resources.plain(), documents).orElseThrow();
    }

    @Test
    void estimatesAgreeWithTheTruth() {
        List<Document> documents = pairs(1500);
        double threshold = ((MinhashDedup) LOOSE).curve().half();
        var decisions = InMemory.decide(LOOSE, Resources.plain(), documents);
        int alike = 0;
        int found = 0;
        int removed = 0;
        int right = 0;
        for (int i = 0; i < documents.size(); i += 3) {
            boolean similar = jaccard(documents.get(i), documents.get(i + 1)) >= threshold;
            boolean joined = decisions.get(i + 1) != null;
            alike += similar ? 1 : 0;
            found += similar && joined ? 1 : 0;
            removed += joined ? 1 : 0;
            right += similar && joined ? 1 : 0;
        }
        double recall = (double) found / alike;
        double precision = (double) right / removed;

        Review.Findings findings = review(LOOSE, documents);

        Map<String, Object> measured = part(findings, "recall");
        assertThat(number(measured, "estimate")).isCloseTo(recall, within(4 * number(measured, "standard_error")));
        assertThat(recall).isBetween(number(measured, "low") - 0.02, number(measured, "high") + 0.02);
        assertThat(number(measured, "expected")).isCloseTo(recall, within(0.05));
        assertThat(number(measured, "standard_error")).isBetween(0.001, 0.03);
        measured = part(findings, "precision");
        assertThat(number(measured, "units")).isEqualTo(RemovedSample.COMPARED);
        assertThat(number(measured, "of")).isEqualTo(removed);
        assertThat(number(measured, "estimate")).isCloseTo(precision, within(4 * number(measured, "standard_error")));
        assertThat(number(measured, "standard_error")).isBetween(0.005, 0.03);
    }

    private static long sum(Map<String, Object> part, String key) {
        long sum = 0;
        for (Object stratum : (List<?>) part.get("strata")) {
            sum += ((Number) ((Map<?, ?>) stratum).get(key)).longValue();
        }
        return sum;
    }

    @Test
    void tellsWhatItSampledOfEachStratum() {
        Review.Findings findings = review(LOOSE, pairs(1500));

        Map<String, Object> recall = part(findings, "recall");
        assertThat(sum(recall, "pairs")).isEqualTo(recall.get("sampled")).isBetween(250L, 500L);
        assertThat(sum(recall, "compared")).isEqualTo(Math.min(PairSample.COMPARED, sum(recall, "pairs")));
        assertThat(sum(recall, "alike")).isEqualTo(recall.get("pairs"));
        Map<String, Object> precision = part(findings, "precision");
        assertThat(sum(precision, "documents")).isEqualTo(precision.get("of"));
        assertThat(sum(precision, "compared")).isEqualTo(RemovedSample.COMPARED);
        assertThat(precision.get("strata").toString()).contains("by=cluster_size, from=2, to=2");

        Global sketched = Spec.build(MinhashDedup.class)
                .with(MinhashDedup::shingleWords, 1)
                .with(MinhashDedup::verify, MinhashDedup.Verify.SKETCH)
                .build();
        assertThat(part(review(sketched, pairs(300)), "precision").get("strata").toString())
                .contains("by=similarity, from=0.8, to=0.9")
                .doesNotContain("cluster_size");
    }

    @Test
    void foundSharesFollowTheCurve() {
        Review.Findings findings = review(LOOSE, pairs(1500));

        List<?> levels = (List<?>) part(findings, "recall").get("levels");
        int checked = 0;
        for (Object one : levels) {
            @SuppressWarnings("unchecked")
            Map<String, Object> level = (Map<String, Object>) one;
            if (number(level, "units") >= 20) {
                checked++;
                double expected = number(level, "expected");
                double error = Math.sqrt(expected * (1 - expected) / number(level, "units")) + 0.005;
                assertThat(number(level, "estimate")).as(level.toString()).isCloseTo(expected, within(4 * error));
            }
        }
        assertThat(checked).isGreaterThanOrEqualTo(10);
    }

    /** A chain of documents of which neighbours share most words and the ends nothing. */
    private static List<Document> chain(int length) {
        Random random = new Random(3);
        List<String> all = new ArrayList<>();
        for (int i = 0; i < length * 10; i += WORDS) {
            all.addAll(Arrays.asList(words(random)));
        }
        all.addAll(Arrays.asList(words(random)));
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            documents.add(document(i, all.subList(10 * i, 10 * i + WORDS).toArray(new String[0])));
        }
        return documents;
    }

    @Test
    void showsChainsWhoseEndsDiffer() {
        Review.Findings findings = review(LOOSE, chain(40));

        assertThat(part(findings, "clusters")).containsEntry("count", 1L).containsEntry("documents", 40L);
        Map<?, ?> largest = (Map<?, ?>) ((List<?>) findings.values().get("largest")).get(0);
        assertThat(largest.get("chained")).isEqualTo(true);
        assertThat(((Number) largest.get("least_similarity")).doubleValue()).isLessThan(0.05);
        assertThat(((Map<?, ?>) ((List<?>) largest.get("members")).get(0)).get("document"))
                .isEqualTo(new Review.Exhibit(0));
        assertThat(findings.warnings())
                .extracting(Review.Warning::text)
                .anyMatch(text -> text.startsWith("joined documents through chains: 1 of 1 sampled clusters"))
                .anyMatch(text -> text.startsWith("removed documents of which only"));
    }

    @Test
    void warnsOfLargeClusters() {
        for (int most : new int[] {39, 40}) {
            Global operator = Spec.build(MinhashDedup.class)
                    .with(MinhashDedup::shingleWords, 1)
                    .with(MinhashDedup::warnClusterDocuments, most)
                    .build();
            assertThat(review(operator, chain(40)).warnings().stream()
                            .map(Review.Warning::text)
                            .anyMatch("made 1 cluster of more than 39 documents, up to 40"::equals))
                    .isEqualTo(most == 39);
        }
    }

    /** What to do about chains is told in the parameters that the step has, and has not used yet. */
    @Test
    void advisesWhatTheStepCanDo() {
        Global simhash = Spec.build(SimhashDedup.class)
                .with(SimhashDedup::distance, 12)
                .with(SimhashDedup::blocks, 14)
                .build();
        Global verified = Spec.build(MinhashDedup.class)
                .with(MinhashDedup::shingleWords, 1)
                .with(MinhashDedup::verify, MinhashDedup.Verify.SKETCH)
                .build();
        String[] advice = {"Verify pairs, take longer shingles", "Take a smaller distance", "Raise verify_threshold"};
        Global[] operators = {LOOSE, simhash, verified};
        for (int i = 0; i < operators.length; i++) {
            assertThat(review(operators[i], chain(40)).warnings())
                    .isNotEmpty()
                    .extracting(Review.Warning::hint)
                    .allMatch(Pattern.compile(advice[i]).asPredicate());
        }
    }

    @Test
    void looksAtABoundedNumberOfDocuments() {
        List<Document> documents = new ArrayList<>();
        Random random = new Random(1);
        for (int i = 0; i < 3000; i++) {
            String[] words = words(random);
            documents.add(document(documents.size(), words));
            documents.add(document(documents.size(), words));
        }
        String[] same = words(random);
        for (int i = 0; i < 5000; i++) {
            documents.add(document(documents.size(), same));
        }
        Review review = LOOSE.review().orElseThrow();
        Set<Long> called = new HashSet<>();
        Review.Selector selector = review.selector().open(Resources.plain());
        for (long i = 0; i < 20_000; i++) {
            selector.accept(Certificate.PROBED_DOCUMENTS, new long[] {i / 4, i, 0, 4});
        }
        InMemory.decide(LOOSE, Resources.plain(), documents).forEach(decision -> {
            if (decision != null) {
                selector.decided(decision);
            }
        });
        selector.finish((table, words) -> {
            if (table.equals(Review.CALLED)) {
                called.add(words[0]);
            }
        });
        assertThat(called).hasSizeBetween(1200, 2500);
        Review.Findings findings = review(LOOSE, documents);
        assertThat(part(findings, "recall")).containsEntry("estimate", 1.0);
        assertThat(part(findings, "diameters")).containsEntry("clusters", (long) Certificate.CLUSTERS);
        assertThat((List<?>) findings.values().get("largest")).hasSize(Certificate.LARGEST);
    }

    @Test
    void judgesOtherOperatorsAndManagesWithNothing() {
        Global simhash = Spec.build(SimhashDedup.class).build();
        Review.Findings findings = review(simhash, pairs(200));
        assertThat(findings.values()).doesNotContainKey("curve").containsKeys("precision", "recall", "diameters");

        findings = review(LOOSE, List.of(Document.of("alone")));
        assertThat(part(findings, "recall")).containsEntry("units", 0L).doesNotContainKey("estimate");
        assertThat(findings.warnings()).isEmpty();
    }

    @Test
    void intervalsOfNothingAndOfAllEndThere() {
        Share none = new Share();
        Share all = new Share();
        for (int i = 0; i < 300; i++) {
            none.add(3 + i % 7, 0);
            all.add(3 + i % 7, 3 + i % 7);
            assertThat(none.estimate().low()).isZero();
            assertThat(none.estimate().high()).isBetween(0.0, 1.0);
            assertThat(all.estimate().high()).isEqualTo(1);
            assertThat(all.estimate().low()).isBetween(0.0, 1.0);
        }
    }

    @Test
    void similaritiesOfLargeSetsAreEstimated() {
        Random random = new Random(11);
        ShingleSet set = new ShingleSet();
        long[] one = random.longs(50_000).toArray();
        long[] other = one.clone();
        for (int i = 0; i < 10_000; i++) {
            other[i] = random.nextLong();
        }
        set.add(one, one.length);
        set.add(one, one.length);
        int[] first = set.finish();
        set.clear();
        set.add(other, other.length);
        int[] second = set.finish();

        assertThat(first).hasSize(ShingleSet.MOST).isSorted();
        assertThat(ShingleSet.jaccard(first, second)).isCloseTo(40_000.0 / 60_000, within(0.045));
        assertThat(ShingleSet.jaccard(new int[] {1, 2, 3}, new int[] {2, 3, 4, 5}))
                .isEqualTo(0.4);
        assertThat(ShingleSet.jaccard(new int[] {Integer.MIN_VALUE}, new int[] {Integer.MAX_VALUE}))
                .isZero();
    }
}
