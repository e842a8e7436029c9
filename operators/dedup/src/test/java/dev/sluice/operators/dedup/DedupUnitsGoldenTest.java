package dev.sluice.operators.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.operators.Decision;
import dev.sluice.operators.Document;
import dev.sluice.operators.Fields;
import dev.sluice.operators.InMemory;
import dev.sluice.operators.Position;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Spec;
import dev.sluice.operators.dedup.lines.LineDedup;
import dev.sluice.operators.dedup.lines.Repeats;
import dev.sluice.operators.dedup.substring.Copies;
import dev.sluice.operators.dedup.substring.SubstringDedup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class DedupUnitsGoldenTest {
    @TestFactory
    Stream<DynamicTest> agrees() throws IOException {
        return GoldenCases.of(
                "dedup_units.jsonl",
                Map.of(
                        "exact",
                        DedupUnitsGoldenTest::exact,
                        "lines",
                        DedupUnitsGoldenTest::lines,
                        "sentence_spans",
                        DedupUnitsGoldenTest::sentenceSpans,
                        "substring",
                        DedupUnitsGoldenTest::substring),
                Set.of("simhash"));
    }

    private static void lines(JsonNode example) {
        LineDedup operator = Spec.build(LineDedup.class)
                .with(LineDedup::mode, Repeats.valueOf(upper(example.get("mode"))))
                .with(LineDedup::normalise, Normalise.valueOf(upper(example.get("normalise"))))
                .with(LineDedup::minChars, example.get("min_chars").asInt())
                .with(LineDedup::minDocCharsLeft, 0)
                .build();
        Map<String, String> left = new TreeMap<>();
        InMemory.apply(operator, Resources.plain(), documents(example.get("docs")))
                .forEach(document -> left.put(document.id(), document.text()));
        Map<String, String> wanted = new TreeMap<>();
        example.get("expected")
                .properties()
                .forEach(entry -> wanted.put(entry.getKey(), entry.getValue().asText()));
        assertThat(left).isEqualTo(wanted);
    }

    /** The cases give sentences: each is a line here, so that what is left tells which ones went. */
    private static void sentenceSpans(JsonNode example) {
        LineDedup operator = Spec.build(LineDedup.class)
                .with(LineDedup::window, example.get("n").asInt())
                .with(LineDedup::normalise, Normalise.ALNUM)
                .with(LineDedup::minDocCharsLeft, 0)
                .build();
        List<Document> documents = new ArrayList<>();
        List<String> wanted = new ArrayList<>();
        for (JsonNode entry : example.get("docs")) {
            String id = entry.get("id").asText();
            List<String> sentences = new ArrayList<>();
            entry.get("sentences").forEach(sentence -> sentences.add(sentence.asText()));
            documents.add(Document.of(id, String.join("\n", sentences), Fields.NONE, Position.NONE));
            Set<Long> removed = Set.copyOf(
                    GoldenCases.longs(example.get("expected").get("removed").get(id)));
            List<String> left = new ArrayList<>();
            for (int i = 0; i < sentences.size(); i++) {
                if (!removed.contains((long) i)) {
                    left.add(sentences.get(i));
                }
            }
            wanted.add(String.join("\n", left));
        }
        assertThat(InMemory.apply(operator, Resources.plain(), documents))
                .extracting(Document::text)
                .isEqualTo(wanted);
    }

    private static void substring(JsonNode example) {
        List<Document> documents = documents(example.get("docs"));
        JsonNode expected = example.get("expected");
        for (Copies mode : Copies.values()) {
            SubstringDedup operator = Spec.build(SubstringDedup.class)
                    .with(SubstringDedup::minBytes, example.get("min_bytes").asInt())
                    .with(SubstringDedup::mode, mode)
                    .with(SubstringDedup::minDocCharsLeft, 0)
                    .build();
            JsonNode ranges = expected.get(mode.name().toLowerCase(Locale.ROOT));
            List<Decision> decisions = InMemory.decide(operator, Resources.plain(), documents);
            for (int i = 0; i < documents.size(); i++) {
                Document document = documents.get(i);
                Decision decision = decisions.get(i);
                List<Integer> wanted = new ArrayList<>();
                ranges.get(document.id()).forEach(range -> range.forEach(bound -> wanted.add(bound.asInt())));
                List<Integer> removed = new ArrayList<>();
                for (int point : decision == null || decision.spans() == null ? new int[0] : decision.spans()) {
                    String text = document.text();
                    int unit = text.offsetByCodePoints(0, point);
                    removed.add(text.substring(0, unit).getBytes(StandardCharsets.UTF_8).length);
                }
                assertThat(removed).as(mode + " " + document.id()).isEqualTo(wanted);
            }
            if (mode == Copies.KEEP_FIRST) {
                InMemory.apply(operator, Resources.plain(), documents)
                        .forEach(document -> assertThat(document.text())
                                .isEqualTo(expected.get("text_keep_first")
                                        .get(document.id())
                                        .asText()));
            }
        }
    }

    private static String upper(JsonNode name) {
        return name.asText().toUpperCase(Locale.ROOT);
    }

    private static void exact(JsonNode example) {
        Normalise normalise =
                Normalise.valueOf(example.get("normalise").asText().toUpperCase(Locale.ROOT));
        List<Document> documents = documents(example.get("docs"));
        JsonNode expected = example.get("expected");
        assertThat(kept(documents, normalise, Keep.SMALLEST_ID))
                .isEqualTo(GoldenCases.longs(expected.get("kept").get("smallest_id")));
        assertThat(kept(documents, normalise, Keep.LONGEST))
                .isEqualTo(GoldenCases.longs(expected.get("kept").get("longest")));
        assertThat(kept(documents, normalise, Keep.BEST))
                .isEqualTo(GoldenCases.longs(expected.get("kept").get("best_quality")));

        Map<Long, List<Long>> groups = new TreeMap<>();
        Map<String, Long> counts = new TreeMap<>();
        List<Decision> decisions = InMemory.decide(operator(normalise, Keep.SMALLEST_ID), Resources.plain(), documents);
        for (int i = 0; i < documents.size(); i++) {
            Decision decision = decisions.get(i);
            String id = documents.get(i).id();
            if (decision == null) {
                counts.put(id, 1L);
            } else {
                assertThat(decision.match()).isNotNull();
                groups.computeIfAbsent(decision.match().group(), group -> new ArrayList<>())
                        .add(Long.parseLong(id));
                if (decision.action() == Decision.Action.KEEP) {
                    counts.put(id, decision.match().size());
                }
            }
        }
        List<List<Long>> wanted = new ArrayList<>();
        expected.get("groups").forEach(group -> wanted.add(GoldenCases.longs(group)));
        assertThat(new ArrayList<>(groups.values())).isEqualTo(wanted);
        Map<String, Long> wantedCounts = new TreeMap<>();
        expected.get("count")
                .properties()
                .forEach(entry ->
                        wantedCounts.put(entry.getKey(), entry.getValue().asLong()));
        assertThat(counts).isEqualTo(wantedCounts);
    }

    /** Documents in the numeric order of their ids, which is the order of locators. */
    static List<Document> documents(JsonNode list) {
        TreeMap<Long, Document> byId = new TreeMap<>();
        list.forEach(entry -> byId.put(
                entry.get("id").asLong(),
                Document.of(
                        entry.get("id").asText(),
                        entry.get("text").asText(),
                        entry.has("quality")
                                ? Fields.of(
                                        Map.of("quality", entry.get("quality").asDouble()))
                                : Fields.NONE,
                        Position.NONE)));
        return List.copyOf(byId.values());
    }

    private static ExactDedup operator(Normalise normalise, Keep keep) {
        return Spec.build(ExactDedup.class)
                .with(ExactDedup::normalise, normalise)
                .with(ExactDedup::skipEmpty, false)
                .with(ExactDedup::keep, keep)
                .with(ExactDedup::scoreField, keep == Keep.BEST ? "quality" : null)
                .build();
    }

    private static List<Long> kept(List<Document> documents, Normalise normalise, Keep keep) {
        return InMemory.apply(operator(normalise, keep), Resources.plain(), documents).stream()
                .map(document -> Long.parseLong(document.id()))
                .toList();
    }
}
