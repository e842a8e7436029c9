package dev.sluice.operators.dedup.minhash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.operators.Decision;
import dev.sluice.operators.Document;
import dev.sluice.operators.Fields;
import dev.sluice.operators.Global;
import dev.sluice.operators.InMemory;
import dev.sluice.operators.Position;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Review;
import dev.sluice.operators.Spec;
import dev.sluice.operators.dedup.Keep;
import dev.sluice.operators.dedup.Preference;
import dev.sluice.operators.dedup.WriteIndex;
import dev.sluice.operators.dedup.graph.Components;
import dev.sluice.operators.dedup.minhash.MinhashDedup.Verify;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pairs verified by their true similarity, held against all pairs. */
class ExactVerificationTest {
    @TempDir
    private Path folder;

    private static final List<String> SOURCES = List.of("3", "1", "4");

    /** A row a band and many bands make all pairs candidates that share more than a few words. */
    private static Spec.Builder<MinhashDedup> operator() {
        return Spec.build(MinhashDedup.class)
                .with(MinhashDedup::verify, Verify.EXACT)
                .with(MinhashDedup::shingleWords, 1)
                .with(MinhashDedup::bands, 300)
                .with(MinhashDedup::rows, 1);
    }

    private static Document document(int number, List<String> words) {
        return Document.of(
                "d" + number, String.join(" ", words), Fields.of(Map.of("score", number % 7)), Position.NONE);
    }

    /** Up to 32 documents, so that buckets give all pairs; some are copies with changes, of others that may be such, too. */
    private static List<Document> documents(Random random) {
        List<List<String>> texts = new ArrayList<>();
        int count = 2 + random.nextInt(Buckets.ALL_PAIRS - 1);
        for (int i = 0; i < count; i++) {
            List<String> words = new ArrayList<>();
            if (i > 0 && random.nextInt(4) > 0) {
                words.addAll(texts.get(random.nextInt(i)));
                for (int changes = random.nextInt(1 + words.size() / 3); changes > 0; changes--) {
                    words.set(random.nextInt(words.size()), "x" + random.nextInt(50));
                }
                if (random.nextInt(3) == 0) {
                    words.addAll(words.subList(0, random.nextInt(words.size())));
                }
            } else {
                for (int word = 1 + random.nextInt(60); word > 0; word--) {
                    words.add("w" + random.nextInt(400));
                }
            }
            texts.add(words);
        }
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            documents.add(document(i, random.nextInt(20) == 0 ? List.of() : texts.get(i)));
        }
        return documents;
    }

    private static double similarity(Document one, Document other) {
        Set<String> first = words(one);
        Set<String> union = words(other);
        long shared = first.stream().filter(union::contains).count();
        union.addAll(first);
        return union.isEmpty() ? 0 : (double) shared / union.size();
    }

    private static Set<String> words(Document document) {
        Set<String> words = new HashSet<>(Arrays.asList(document.text().split(" ", -1)));
        words.remove("");
        return words;
    }

    private static Map<Integer, List<Integer>> clusters(List<Document> documents, double least) {
        Components components = new Components();
        for (int i = 0; i < documents.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (similarity(documents.get(i), documents.get(j)) >= least) {
                    components.link(j, i);
                }
            }
        }
        Map<Integer, List<Integer>> clusters = new TreeMap<>();
        for (int i = 0; i < documents.size(); i++) {
            if (components.find(i) >= 0) {
                clusters.computeIfAbsent((int) components.label(components.find(i)), label -> new ArrayList<>())
                        .add(i);
            }
        }
        return clusters;
    }

    private static int survivor(List<Integer> cluster, List<Document> documents, Keep keep) {
        Preference preference = new Preference(keep, "score", "score", SOURCES);
        int best = cluster.get(0);
        for (int one : cluster) {
            if (keep.ranks() && preference.rank(documents.get(one), one) < preference.rank(documents.get(best), best)) {
                best = one;
            }
        }
        return best;
    }

    /** Whoever joins, whatever stays: who is in a cluster, what stays and how similar it is are those of all pairs. */
    @ParameterizedTest
    @EnumSource(Keep.class)
    void theAnswerIsThatOfAllPairs(Keep keep) {
        Random random = new Random(keep.name().length());
        double[] thresholds = {0.2, 0.5, 0.7, 0.75, 0.9, 1};
        int joined = 0;
        for (int round = 0; round < 40; round++) {
            List<Document> documents = documents(random);
            double least = thresholds[random.nextInt(thresholds.length)];
            Spec.Builder<MinhashDedup> operator = operator()
                    .with(MinhashDedup::keep, keep)
                    .with(MinhashDedup::scoreField, keep.scores() ? "score" : null)
                    .with(MinhashDedup::sourceField, keep == Keep.FIRST_OF_SOURCE ? "score" : null)
                    .with(MinhashDedup::sourceOrder, keep == Keep.FIRST_OF_SOURCE ? SOURCES : List.of())
                    .with(MinhashDedup::verifyThreshold, least)
                    .with(
                            MinhashDedup::components,
                            round % 2 == 0 ? MinhashDedup.Components.STAR : MinhashDedup.Components.LOCAL)
                    .with(MinhashDedup::starRounds, round % 4);
            List<Decision> decisions = InMemory.decide(operator.build(), Resources.plain(), documents);

            Map<Integer, List<Integer>> clusters = clusters(documents, least);
            for (List<Integer> cluster : clusters.values()) {
                int survivor = survivor(cluster, documents, keep);
                joined += cluster.size();
                for (int member : cluster) {
                    Decision decision = decisions.get(member);
                    Decision.Match match = decision.match();
                    assertThat(decision.action())
                            .isEqualTo(
                                    member == survivor && keep != Keep.NONE
                                            ? Decision.Action.KEEP
                                            : Decision.Action.DROP);
                    assertThat(match.group()).isEqualTo((long) cluster.get(0));
                    assertThat(match.survivor()).isEqualTo((long) survivor);
                    assertThat(match.size()).isEqualTo(cluster.size());
                    double truth = similarity(documents.get(member), documents.get(survivor));
                    if (match.similarity() != null || truth >= 0.2) {
                        assertThat(match.similarity())
                                .as("round %d, %d", round, member)
                                .isEqualTo(truth);
                    }
                }
            }
            for (int i = 0; i < documents.size(); i++) {
                int number = i;
                if (clusters.values().stream().noneMatch(cluster -> cluster.contains(number))) {
                    Decision decision = decisions.get(i);
                    assertThat(decision == null
                                    || (decision.action() == Decision.Action.KEEP && decision.match() == null))
                            .isTrue();
                }
            }
        }
        assertThat(joined).isGreaterThan(100);
    }

    /** What other tools hash to 32 bits is compared by hashes of 64. */
    @ParameterizedTest
    @EnumSource(Scheme.class)
    void schemesFindTheSame(Scheme scheme) {
        Random random = new Random(3);
        for (int round = 0; round < 5; round++) {
            List<Document> documents = documents(random);
            MinhashDedup plain = operator()
                    .with(MinhashDedup::verifyThreshold, 0.6)
                    .with(MinhashDedup::annotate, true)
                    .build();
            MinhashDedup other = operator()
                    .with(MinhashDedup::verifyThreshold, 0.6)
                    .with(MinhashDedup::annotate, true)
                    .with(MinhashDedup::scheme, scheme)
                    .build();

            assertThat(clustersOf(other, documents)).isEqualTo(clustersOf(plain, documents));
        }
    }

    private static List<String> clustersOf(Global operator, List<Document> documents) {
        return InMemory.apply(operator, Resources.of("step", 0), documents).stream()
                .map(document -> document.signals().get("step.cluster") + " "
                        + document.signals().get("step.survivor"))
                .toList();
    }

    /** Sets of several records of several thousand hashes meet as those of a few do. */
    @Test
    void longTextsAreComparedWhole() {
        Random random = new Random(5);
        List<String> words = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            words.add(Integer.toString(random.nextInt(1 << 20), 36));
        }
        List<String> changed = new ArrayList<>(words);
        for (int i = 0; i < 2_000; i++) {
            changed.set(10 * i, "new" + i);
        }
        List<Document> documents = List.of(document(0, words), document(1, changed));
        double truth = similarity(documents.get(0), documents.get(1));
        for (double least : new double[] {truth, Math.nextUp(truth)}) {
            MinhashDedup operator =
                    operator().with(MinhashDedup::verifyThreshold, least).build();
            Decision decision =
                    InMemory.decide(operator, Resources.plain(), documents).get(1);

            assertThat(Optional.ofNullable(decision.match()).map(Decision.Match::similarity))
                    .isEqualTo(least == truth ? Optional.of(truth) : Optional.empty());
        }
    }

    /** Documents that share no band with another cost a probe of the certificate in the second reading, and no more. */
    @Test
    void onlyCandidatesLeaveTheirShingles() {
        Random random = new Random(4);
        List<Document> documents = new ArrayList<>();
        List<String> same = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            List<String> words = new ArrayList<>();
            for (int word = 0; word < 40; word++) {
                words.add(Long.toString(random.nextLong(), 36));
            }
            same = i == 50 ? words : same;
            documents.add(document(i, i == 60 ? same : words));
        }
        Global operator = operator().build();
        Map<String, Integer> records = new TreeMap<>();
        Global.Round first = operator.rounds().get(0);
        assertThat(first.tables()).hasSize(1);
        List<Decision> told = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            told.add(i == 50 || i == 60 ? Decision.keep(i, null) : null);
        }
        Global.Taker taker = operator.rounds().get(1).evidence().open(Resources.plain());
        for (int i = 0; i < documents.size(); i++) {
            Decision decision = told.get(i);
            taker.take(
                    documents.get(i),
                    i,
                    () -> decision,
                    (table, record) -> records.merge(table.name(), 1, Integer::sum));
        }

        assertThat(records).containsEntry("bands", 2 * 300).containsEntry("sets", 2 * 4);
        assertThat(records.get("probes")).isBetween(30, 70);
        List<Decision> decisions = InMemory.decide(operator, Resources.plain(), documents);
        for (int i = 0; i < documents.size(); i++) {
            assertThat(decisions.get(i) != null).as("%d", i).isEqualTo(i == 50 || i == 60);
        }
    }

    /** The index of a run does not depend on how it verified: documents without a candidate are in it as well. */
    @Test
    void theIndexIsThatOfARunWithoutVerification() throws IOException {
        List<Document> documents = documents(new Random(12));
        for (Verify verify : Verify.values()) {
            InMemory.writeIndex(
                    operator()
                            .with(MinhashDedup::verify, verify)
                            .with(MinhashDedup::writeIndex, WriteIndex.OWN)
                            .build(),
                    Resources.plain(),
                    documents,
                    folder.resolve(verify + ".index"));
        }

        assertThat(folder.resolve("EXACT.index")).hasSameBinaryContentAs(folder.resolve("NONE.index"));
    }

    @Test
    void theCertificateSeesAllDocuments() {
        List<Document> documents = new ArrayList<>();
        Random random = new Random(6);
        for (int i = 0; i < 10; i++) {
            documents.addAll(documents(random));
        }
        Review.Findings exact = review(Verify.EXACT, documents);
        Review.Findings sketched = review(Verify.SKETCH, documents);

        for (String part : List.of("recall", "precision")) {
            assertThat(part(exact, part).get("documents"))
                    .isEqualTo(part(sketched, part).get("documents"));
        }
        assertThat((double) part(exact, "precision").get("estimate")).isBetween(0.0, 1.0);
        assertThat(exact.values()).containsEntry("threshold_meaning", "verify_threshold");
    }

    private static Review.Findings review(Verify verify, List<Document> documents) {
        MinhashDedup operator = operator()
                .with(MinhashDedup::verify, verify)
                .with(MinhashDedup::verifyThreshold, 0.5)
                .build();
        return InMemory.review(operator, Resources.plain(), documents).orElseThrow();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> part(Review.Findings findings, String name) {
        return (Map<String, Object>) findings.values().get(name);
    }

    @Test
    void anIndexOfAnEarlierRunIsRefused() {
        Spec.Builder<MinhashDedup> against = operator().with(MinhashDedup::against, List.of("old.index"));

        assertThatThrownBy(against::build)
                .hasMessageContaining("verify is exact, but an index in against holds sketches and no shingles")
                .hasMessageContaining("say verify: sketch");
    }
}
