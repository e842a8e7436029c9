package dev.sluice.operators.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.operators.Annotator;
import dev.sluice.operators.Document;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Spans;
import dev.sluice.operators.Spec;
import dev.sluice.operators.testkit.Golden;
import dev.sluice.operators.testkit.Measured;
import dev.sluice.operators.text.dolma.DolmaC4;
import dev.sluice.operators.text.dolma.DolmaGopher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Dolma's attributes, every span of them. */
class DolmaGoldenTest {
    @TestFactory
    Stream<DynamicTest> measureAsDolmaDoes() {
        String list = Golden.directory().resolve("lists/bad_words/en.txt").toString();
        Map<String, Annotator> taggers = Map.of(
                "gopher_v1",
                Spec.build(DolmaGopher.class)
                        .with(DolmaGopher::version, DolmaGopher.Version.V1)
                        .build(),
                "gopher_v2",
                Spec.build(DolmaGopher.class).build(),
                "c4_v1",
                Spec.build(DolmaC4.class)
                        .with(DolmaC4::version, DolmaC4.Version.V1)
                        .with(DolmaC4::badWordFile, list)
                        .build(),
                "c4_v2",
                Spec.build(DolmaC4.class).with(DolmaC4::badWordFile, list).build());
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode golden : Golden.cases("gopher_c4_fineweb.jsonl")) {
            for (Map.Entry<String, JsonNode> expected :
                    golden.path("expected").path("dolma").properties()) {
                String id = golden.path("id").asText() + " " + expected.getKey();
                tests.add(DynamicTest.dynamicTest(id, () -> {
                    Annotator tagger = taggers.get(expected.getKey());
                    assertThat(tagger).as(id).isNotNull();
                    compare(id, tagger, golden.path("text").asText(), expected.getValue());
                }));
            }
        }
        return tests.stream();
    }

    private static void compare(String id, Annotator tagger, String text, JsonNode expected) {
        Measured measured = Measured.everything();
        tagger.open(Resources.plain()).annotate(List.of(Document.of(text)), List.of(measured));
        TreeSet<String> spans = new TreeSet<>();
        TreeSet<String> expectedSpans = new TreeSet<>();
        TreeSet<String> names = new TreeSet<>();
        for (JsonNode span : expected) {
            String name = span.path(2).asText();
            if (name.startsWith("lines_")) {
                expectedSpans.add(
                        name + " " + span.path(0).asInt() + " " + span.path(1).asInt());
                continue;
            }
            names.add(name);
            Object value = measured.get(name);
            double number = value instanceof Boolean flag ? (flag ? 1 : 0) : ((Number) value).doubleValue();
            assertThat(number).as(id + " " + name).isCloseTo(span.path(3).asDouble(), within(1e-12));
        }
        measured.toMap().forEach((name, value) -> {
            if (value instanceof Spans lines) {
                for (int i = 0; i < lines.size(); i++) {
                    spans.add(name + " " + lines.start(i) + " " + lines.end(i));
                }
            } else {
                // Dolma writes no flag that does not hold.
                assertThat(names.contains(name) || Boolean.FALSE.equals(value))
                        .as(id + " " + name)
                        .isTrue();
            }
        });
        assertThat(spans).as(id).isEqualTo(expectedSpans);
    }
}
