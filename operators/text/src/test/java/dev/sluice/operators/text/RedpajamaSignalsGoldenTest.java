package dev.sluice.operators.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.operators.Annotator;
import dev.sluice.operators.Document;
import dev.sluice.operators.Fields;
import dev.sluice.operators.Position;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Spans;
import dev.sluice.operators.Spec;
import dev.sluice.operators.testkit.Golden;
import dev.sluice.operators.testkit.Measured;
import dev.sluice.operators.text.redpajama.RedpajamaSignals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The signals of RedPajama-V2 against the published implementation. */
class RedpajamaSignalsGoldenTest {
    @TestFactory
    Stream<DynamicTest> equalsThePublishedSignals() {
        RedpajamaSignals operator = Spec.build(RedpajamaSignals.class)
                .with(
                        RedpajamaSignals::badWordFile,
                        Golden.directory().resolve("lists/bad_words/en.txt").toString())
                .with(
                        RedpajamaSignals::hostCategoryFile,
                        Golden.directory()
                                .resolve("lists/bad_urls/domain_to_category_id.json")
                                .toString())
                .with(RedpajamaSignals::importanceFiles, importanceFiles())
                .with(RedpajamaSignals::wikirefModel, model("wikiref"))
                .with(RedpajamaSignals::palmModel, model("palm"))
                .with(RedpajamaSignals::wikipediaModel, model("wikipedia"))
                .build();
        Annotator.Pass pass = operator.open(Resources.plain());
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode golden : Golden.cases("redpajama_signals.jsonl")) {
            String id = golden.path("id").asText();
            tests.add(DynamicTest.dynamicTest(id, () -> {
                String domain = golden.path("domain").asText("");
                Fields fields = Fields.of(Map.of("url", "https://" + domain + "/page"));
                Document document = Document.of(id, golden.path("text").asText(), fields, Position.NONE);
                Measured measured = Measured.everything();
                pass.annotate(List.of(document), List.of(measured));
                assertThat(operator.signals())
                        .as(id)
                        .hasSize(golden.path("expected").size());
                for (Signal signal : operator.signals()) {
                    JsonNode expected = golden.path("expected").path(signal.name());
                    assertThat(expected.isArray()).as(id + " " + signal.name()).isTrue();
                    compare(id + " " + signal.name(), measured.get(signal.name()), expected);
                }
            }));
        }
        return tests.stream();
    }

    private static String model(String name) {
        return Golden.directory().resolve("models/tiny_" + name + ".bin").toString();
    }

    private static List<String> importanceFiles() {
        List<String> files = new ArrayList<>();
        for (String name : List.of("ccnet", "books", "openwebtext", "wikipedia")) {
            for (String kind : List.of("1000.counts", "lambda")) {
                files.add(Golden.directory()
                        .resolve("lists/dsir/" + name + ".en." + kind + ".npy")
                        .toString());
            }
        }
        return files;
    }

    private static void compare(String name, @Nullable Object value, JsonNode expected) {
        if (value instanceof Spans spans) {
            assertThat(spans.size()).as(name).isEqualTo(expected.size());
            for (int i = 0; i < spans.size(); i++) {
                JsonNode span = expected.path(i);
                assertThat(spans.start(i)).as(name).isEqualTo(span.path(0).asInt());
                assertThat(spans.end(i)).as(name).isEqualTo(span.path(1).asInt());
                assertThat(spans.hasScore(i)).as(name).isEqualTo(!span.path(2).isNull());
                if (spans.hasScore(i)) {
                    assertThat(spans.score(i))
                            .as(name + " line " + i)
                            .isEqualTo(span.path(2).asDouble());
                    assertThat(spans.whole()).as(name).isEqualTo(span.path(2).isInt());
                }
            }
        } else if (expected.path(0).path(2).isNull()) {
            assertThat(value).as(name).isNull();
        } else {
            assertThat(value).as(name).isInstanceOf(expected.path(0).path(2).isInt() ? Long.class : Double.class);
            assertThat(((Number) value).doubleValue())
                    .as(name)
                    .isCloseTo(expected.path(0).path(2).asDouble(), within(tolerance(name)));
        }
    }

    /** Rules are exact; sums over n-grams and models depend on the order of additions. */
    private static double tolerance(String name) {
        return name.contains("_importance") ? 1e-7 : name.contains("_ml_") ? 1e-5 : 0;
    }
}
