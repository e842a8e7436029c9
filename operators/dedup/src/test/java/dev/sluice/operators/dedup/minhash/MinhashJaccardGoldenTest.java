package dev.sluice.operators.dedup.minhash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.operators.Document;
import dev.sluice.operators.Fields;
import dev.sluice.operators.Hashing;
import dev.sluice.operators.InMemory;
import dev.sluice.operators.Position;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Spec;
import dev.sluice.operators.dedup.GoldenCases;
import dev.sluice.operators.dedup.Keep;
import dev.sluice.operators.dedup.Normalise;
import dev.sluice.operators.dedup.bloom.BloomSize;
import dev.sluice.operators.dedup.graph.Components;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class MinhashJaccardGoldenTest {
    @TestFactory
    Stream<DynamicTest> similaritiesAgree() throws IOException {
        return GoldenCases.of(
                "minhash_jaccard.jsonl",
                Map.of(
                        "text_pair", MinhashJaccardGoldenTest::textPair,
                        "set_pair", MinhashJaccardGoldenTest::setPair,
                        "scurve", MinhashJaccardGoldenTest::curve,
                        "optimal_param", MinhashJaccardGoldenTest::optimal,
                        "b_bit", MinhashJaccardGoldenTest::bits,
                        "bloom", MinhashJaccardGoldenTest::bloom,
                        "corpus", MinhashJaccardGoldenTest::corpus),
                Set.of());
    }

    private static void textPair(JsonNode example) {
        Shingles shingles = shingles(example.get("shingle"), 1);
        Set<Long> a = set(shingles, example.get("a").asText());
        Set<Long> b = set(shingles, example.get("b").asText());
        Set<Long> both = new HashSet<>(a);
        both.retainAll(b);
        int union = a.size() + b.size() - both.size();
        JsonNode expected = example.get("expected");
        assertThat(a).hasSize(expected.get("size_a").asInt());
        assertThat(b).hasSize(expected.get("size_b").asInt());
        assertThat(both).hasSize(expected.get("intersection").asInt());
        assertThat(union).isEqualTo(expected.get("union").asInt());
        if (expected.get("jaccard").isNull()) {
            assertThat(union).isZero();
        } else {
            assertThat((double) both.size() / union)
                    .isCloseTo(expected.get("jaccard").asDouble(), within(1e-9));
        }
    }

    private static void setPair(JsonNode example) {
        double exact = example.get("expected").get("jaccard").asDouble();
        example.get("estimate_tolerance").properties().forEach(entry -> {
            int slots = Integer.parseInt(entry.getKey());
            for (Scheme scheme : Scheme.values()) {
                for (int seed = 0; seed < 20; seed++) {
                    long[] a = sign(scheme.signer(slots, seed), example.get("a"), seed, slots);
                    long[] b = sign(scheme.signer(slots, seed), example.get("b"), seed, slots);
                    int equal = 0;
                    for (int i = 0; i < slots; i++) {
                        equal += a[i] == b[i] ? 1 : 0;
                    }
                    assertThat((double) equal / slots)
                            .as("%s, %d slots, seed %d", scheme, slots, seed)
                            .isCloseTo(exact, within(entry.getValue().asDouble() + 1e-9));
                }
            }
        });
    }

    private static long[] sign(Signer signer, JsonNode ranges, long seed, int slots) {
        signer.clear();
        long[] one = new long[1];
        for (JsonNode range : ranges) {
            for (long x = range.get(0).asLong(); x < range.get(1).asLong(); x++) {
                one[0] = Hashing.mix(Hashing.mix(x) + Hashing.mix(seed + 77));
                signer.add(one, 1);
            }
        }
        long[] signature = new long[slots];
        assertThat(signer.finish(signature)).isTrue();
        return signature;
    }

    private static void curve(JsonNode example) {
        SCurve curve =
                new SCurve(example.get("bands").asInt(), example.get("rows").asInt());
        JsonNode expected = example.get("expected");
        double tolerance = example.get("tolerance").asDouble();
        assertThat(curve.threshold()).isCloseTo(expected.get("threshold_approx").asDouble(), within(tolerance));
        assertThat(curve.half()).isCloseTo(expected.get("s_half").asDouble(), within(tolerance));
        for (JsonNode point : expected.get("probability")) {
            assertThat(curve.probability(point.get(0).asDouble()))
                    .as("at " + point.get(0))
                    .isCloseTo(point.get(1).asDouble(), within(tolerance));
        }
        assertThat(curve.falsePositiveArea(0.8))
                .isCloseTo(expected.get("false_positive_area_0.8").asDouble(), within(tolerance));
        assertThat(curve.falseNegativeArea(0.8))
                .isCloseTo(expected.get("false_negative_area_0.8").asDouble(), within(tolerance));
    }

    private static void optimal(JsonNode example) {
        SCurve best = SCurve.optimal(
                example.get("threshold").asDouble(),
                example.get("num_perm").asInt(),
                example.get("false_positive_weight").asDouble(),
                example.get("false_negative_weight").asDouble());
        JsonNode expected = example.get("expected");
        assertThat(best)
                .isEqualTo(new SCurve(
                        expected.get("bands").asInt(), expected.get("rows").asInt()));
    }

    private static void bits(JsonNode example) {
        BitSketch sketch =
                new BitSketch(example.get("b").asInt(), example.get("slots").asInt());
        int matches = example.get("matches").asInt();
        JsonNode expected = example.get("expected");
        double tolerance = example.get("tolerance").asDouble();
        assertThat(sketch.jaccard(matches)).isCloseTo(expected.get("jaccard").asDouble(), within(tolerance));
        assertThat(sketch.standardError(matches))
                .isCloseTo(expected.get("std_error").asDouble(), within(tolerance));
    }

    private static void bloom(JsonNode example) {
        long items = example.get("items").asLong();
        BloomSize size = BloomSize.of(items, example.get("target_fp").asDouble());
        JsonNode expected = example.get("expected");
        double tolerance = example.get("tolerance").asDouble();
        assertThat(size.bits()).isEqualTo(expected.get("bits").asLong());
        assertThat(size.hashes()).isEqualTo(expected.get("hashes").asInt());
        assertThat(size.falsePositives((double) items))
                .isCloseTo(expected.get("fp_at_capacity").asDouble(), within(tolerance));
        assertThat(size.falsePositives(items / 2.0))
                .isCloseTo(expected.get("fp_at_half").asDouble(), within(tolerance));
        assertThat(size.falsePositives(items * 2.0))
                .isCloseTo(expected.get("fp_at_double").asDouble(), within(tolerance));
        assertThat(size.fill((double) items))
                .isCloseTo(expected.get("expected_fill_at_capacity").asDouble(), within(tolerance));
    }

    /** The exact similarities by the shingler; then all of it by the operator. */
    private static void corpus(JsonNode example) {
        TreeMap<Long, Document> byId = new TreeMap<>();
        example.get("docs")
                .forEach(entry -> byId.put(
                        entry.get("id").asLong(),
                        Document.of(
                                entry.get("id").asText(),
                                entry.get("text").asText(),
                                Fields.of(Map.of("quality", entry.get("quality").asDouble())),
                                Position.NONE)));
        List<Document> documents = List.copyOf(byId.values());
        List<Long> ids = List.copyOf(byId.keySet());
        Shingles shingles = shingles(example.get("shingle"), 1);
        List<Set<Long>> sets = documents.stream()
                .map(document -> set(shingles, document.text()))
                .toList();
        double threshold = example.get("threshold").asDouble();
        JsonNode expected = example.get("expected");

        Map<String, Double> similar = new TreeMap<>();
        Components components = new Components();
        for (int i = 0; i < sets.size(); i++) {
            for (int j = i + 1; j < sets.size(); j++) {
                Set<Long> both = new HashSet<>(sets.get(i));
                both.retainAll(sets.get(j));
                int union = sets.get(i).size() + sets.get(j).size() - both.size();
                double jaccard = union == 0 ? 0 : (double) both.size() / union;
                if (jaccard >= threshold / 2) {
                    similar.put(ids.get(i) + " " + ids.get(j), jaccard);
                }
                if (both.size() >= threshold * union - 1e-9 && union > 0) {
                    components.link(i, j);
                }
            }
        }
        JsonNode pairs = expected.get("pairs_at_least_half_threshold");
        assertThat(similar).hasSize(pairs.size());
        for (JsonNode pair : pairs) {
            assertThat(similar.get(pair.get(0).asLong() + " " + pair.get(1).asLong()))
                    .as(pair.toString())
                    .isCloseTo(pair.get(2).asDouble(), within(1e-9));
        }
        Map<Long, List<Long>> clusters = new TreeMap<>();
        for (int i = 0; i < ids.size(); i++) {
            int number = components.find(i);
            if (number >= 0) {
                clusters.computeIfAbsent(components.label(number), label -> new ArrayList<>())
                        .add(ids.get(i));
            }
        }
        List<List<Long>> wanted = new ArrayList<>();
        expected.get("clusters").forEach(cluster -> wanted.add(GoldenCases.longs(cluster)));
        assertThat(new ArrayList<>(clusters.values())).isEqualTo(wanted);

        JsonNode kept = expected.get("kept");
        for (Keep keep : List.of(Keep.SMALLEST_ID, Keep.LONGEST, Keep.BEST)) {
            String name = keep == Keep.SMALLEST_ID ? "smallest_id" : keep == Keep.LONGEST ? "longest" : "best_quality";
            for (MinhashDedup.Components joining :
                    List.of(MinhashDedup.Components.LOCAL, MinhashDedup.Components.STAR)) {
                Spec.Builder<MinhashDedup> operator = comparingAll(example)
                        .with(MinhashDedup::keep, keep)
                        .with(MinhashDedup::scoreField, keep.scores() ? "quality" : null)
                        .with(MinhashDedup::components, joining);
                assertThat(InMemory.apply(operator.build(), Resources.plain(), documents).stream()
                                .map(document -> Long.parseLong(document.id()))
                                .toList())
                        .as("%s, %s", name, joining)
                        .isEqualTo(GoldenCases.longs(kept.get(name)));
                clustersAgree(operator.with(MinhashDedup::annotate, true).build(), documents, wanted, similar);
            }
        }
    }

    /** The operator with bands of a row, so many that no pair of a similarity that matters here is missed. */
    private static Spec.Builder<MinhashDedup> comparingAll(JsonNode example) {
        JsonNode shingle = example.get("shingle");
        boolean chars = shingle.get("unit").asText().equals("char");
        int n = shingle.get("n").asInt();
        return Spec.build(MinhashDedup.class)
                .with(MinhashDedup::shingleChars, chars ? n : null)
                .with(MinhashDedup::shingleWords, chars ? null : n)
                .with(
                        MinhashDedup::tokens,
                        !chars && shingle.get("tokens").asText().equals("whitespace")
                                ? MinhashDedup.Tokens.WHITESPACE
                                : MinhashDedup.Tokens.UNICODE)
                .with(
                        MinhashDedup::shortTexts,
                        shingle.get("short").asText().equals("whole")
                                ? MinhashDedup.ShortTexts.WHOLE
                                : MinhashDedup.ShortTexts.NONE)
                .with(MinhashDedup::bands, 1000)
                .with(MinhashDedup::rows, 1)
                .with(MinhashDedup::verify, MinhashDedup.Verify.EXACT)
                .with(MinhashDedup::verifyThreshold, example.get("threshold").asDouble());
    }

    private static void clustersAgree(
            MinhashDedup operator, List<Document> documents, List<List<Long>> wanted, Map<String, Double> similar) {
        Map<Long, List<Long>> clusters = new TreeMap<>();
        for (Document marked : InMemory.apply(operator, Resources.of("dups", 0), documents)) {
            Object cluster = marked.signals().get("dups.cluster");
            if (cluster == null) {
                continue;
            }
            long id = Long.parseLong(marked.id());
            long survivor = Long.parseLong(String.valueOf(marked.signals().get("dups.survivor")));
            clusters.computeIfAbsent(Long.valueOf(cluster.toString()), first -> new ArrayList<>())
                    .add(id);
            Double exact = similar.get(Math.min(id, survivor) + " " + Math.max(id, survivor));
            if (id == survivor) {
                assertThat(marked.signals().get("dups.similarity")).isEqualTo(1.0);
            } else if (exact != null) {
                assertThat(marked.signals().get("dups.similarity")).isEqualTo(exact);
            }
        }
        assertThat(new ArrayList<>(clusters.values())).isEqualTo(wanted);
    }

    private static Shingles shingles(JsonNode shingle, long seed) {
        boolean whole = shingle.get("short").asText().equals("whole");
        int n = shingle.get("n").asInt();
        return shingle.get("unit").asText().equals("char")
                ? Shingles.ofChars(n, Normalise.LOWER_WS, whole, seed)
                : Shingles.ofWords(
                        n, shingle.get("tokens").asText().equals("unicode"), Normalise.LOWER_WS, whole, seed);
    }

    private static Set<Long> set(Shingles shingles, String text) {
        Set<Long> set = new HashSet<>();
        shingles.read(Document.of(text), (hashes, count) -> {
            for (int i = 0; i < count; i++) {
                set.add(hashes[i]);
            }
        });
        return set;
    }
}
