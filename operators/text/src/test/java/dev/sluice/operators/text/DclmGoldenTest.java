package dev.sluice.operators.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.operators.Document;
import dev.sluice.operators.Filter;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Spec;
import dev.sluice.operators.TextPattern;
import dev.sluice.operators.Values;
import dev.sluice.operators.testkit.Golden;
import dev.sluice.operators.testkit.Measured;
import dev.sluice.operators.text.dclm.DclmQuality;
import dev.sluice.operators.text.dclm.DclmRepetition;
import dev.sluice.operators.text.dclm.RefinedwebLines;
import dev.sluice.operators.text.replace.ReplaceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** DCLM's filters and line modifiers, one by one and as a chain. */
class DclmGoldenTest {
    /** DCLM's modifier that leaves at most two line feeds in a row. */
    private static final ReplaceText NEWLINES = Spec.build(ReplaceText.class)
            .with(ReplaceText::rules, List.of(new ReplaceText.Rule(null, null, new TextPattern("\\n{3,}"), "\n\n")))
            .build();

    @TestFactory
    Stream<DynamicTest> decideAsDclmDoes() {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode golden : Golden.cases("gopher_c4_fineweb.jsonl")) {
            String text = golden.path("text").asText();
            JsonNode dclm = golden.path("expected").path("dclm");
            for (Map.Entry<String, JsonNode> expected : dclm.properties()) {
                String id = golden.path("id").asText() + " " + expected.getKey();
                JsonNode value = expected.getValue();
                tests.add(DynamicTest.dynamicTest(id, () -> {
                    switch (expected.getKey()) {
                        case "n_words_fasttext_nopunct" -> {
                            Measured measured = Measured.everything();
                            quality("none").open(Resources.plain()).judge(Document.of(text), measured);
                            assertThat(measured.get("words")).as(id).isEqualTo(value.asLong());
                        }
                        case "massive_web_repetition_wordlike_split" ->
                            assertThat(keeps(repetition(), text)).as(id).isEqualTo(value.asBoolean());
                        case "repetition" -> repetition(id, text, value);
                        case "line_modifiers" -> modifiers(id, text, value);
                        case "line_correction_pipeline" -> pipeline(id, text, value);
                        default ->
                            assertThat(keeps(quality(expected.getKey()), text))
                                    .as(id)
                                    .isEqualTo(value.asBoolean());
                    }
                }));
            }
        }
        return tests.stream();
    }

    private static boolean keeps(Filter filter, String text) {
        return filter.open(Resources.plain())
                .judge(Document.of(text), Values.ignored())
                .keeps();
    }

    /** The filter with one rule on. */
    private static DclmQuality quality(String rule) {
        DclmQuality all = Spec.build(DclmQuality.class).build();
        List<String> rules = List.of(
                "none",
                "page_length_50_100000_fasttext_words",
                "word_length_3_10",
                "symbol_ratio_0.1",
                "bullet_0.9",
                "ellipsis_0.3",
                "alphabetic_0.2",
                "stop_word_2");
        int on = rules.indexOf(rule);
        assertThat(on).as("the rule " + rule + " is known").isNotNegative();
        return new DclmQuality(
                on == 1 ? all.minWords() : null,
                on == 1 ? all.maxWords() : null,
                on == 2 ? all.minMeanWordLength() : null,
                on == 2 ? all.maxMeanWordLength() : null,
                on == 3 ? all.maxSymbolRatio() : null,
                on == 4 ? all.maxBulletRatio() : null,
                on == 5 ? all.maxEllipsisRatio() : null,
                on == 6 ? all.maxNonAlphabeticRatio() : null,
                on == 7 ? all.minStopWords() : null,
                all.stopWords());
    }

    private static DclmRepetition repetition() {
        return Spec.build(DclmRepetition.class)
                .with(DclmRepetition::words, DclmRepetition.Words.WORD_RUNS)
                .build();
    }

    /** Keys are granularity/what is counted/limit; a value that is absent is no repetition, but for texts without any. */
    private static void repetition(String id, String text, JsonNode expected) {
        Measured measured = Measured.everything();
        boolean kept = repetition()
                .open(Resources.plain())
                .judge(Document.of(text), measured)
                .keeps();
        for (Map.Entry<String, JsonNode> rule : expected.properties()) {
            String[] parts = rule.getKey().split("/", -1);
            String unit = parts[0];
            String signal = switch (unit) {
                case "line", "paragraph" -> unit + (parts[1].equals("count") ? "_ratio" : "_character_ratio");
                default -> (Integer.parseInt(unit) < 5 ? "top_" : "duplicate_") + unit + "_gram";
            };
            Object value = measured.get(signal);
            boolean passes = value == null
                    ? !text.isEmpty() && !unit.equals("line") && !unit.equals("paragraph")
                    : (double) value <= Double.parseDouble(parts[2]);
            assertThat(passes)
                    .as(id + " " + rule.getKey())
                    .isEqualTo(rule.getValue().asBoolean());
            assertThat(kept && !passes).as(id + " " + rule.getKey()).isFalse();
        }
    }

    private static RefinedwebLines lines(String modifier) {
        return new RefinedwebLines(
                modifier.equals("uppercase_0.5") ? 0.5 : null,
                modifier.equals("numeric_0.999999") ? 0.999999 : null,
                modifier.equals("counter"),
                modifier.equals("line_length_min2") ? 2 : null,
                modifier.equals("items_in_cart"),
                modifier.equals("read_more"),
                modifier.equals("sign_in"),
                10,
                null);
    }

    private static void modifiers(String id, String text, JsonNode expected) {
        assertThat(expected.properties()).as(id).isNotEmpty();
        for (Map.Entry<String, JsonNode> modifier : expected.properties()) {
            if (modifier.getKey().equals("newline_max2")) {
                assertThat(Edited.text(NEWLINES, text))
                        .as(id)
                        .isEqualTo(modifier.getValue().asText());
                continue;
            }
            RefinedwebLines lines = lines(modifier.getKey());
            assertThat(lines).as(id + " " + modifier.getKey() + " is known").isNotEqualTo(lines("none"));
            String wanted = modifier.getValue().isNull()
                    ? "<empty>"
                    : modifier.getValue().asText();
            assertThat(Edited.of(lines, text, Values.ignored()))
                    .as(id + " " + modifier.getKey())
                    .containsExactly(wanted);
        }
    }

    private static void pipeline(String id, String text, JsonNode expected) {
        RefinedwebLines lines = Spec.build(RefinedwebLines.class).build();
        String result = Edited.of(lines, text, Values.ignored()).get(0);
        JsonNode after = expected.path("text_after");
        if (expected.path("keep").asBoolean()) {
            assertThat(result).as(id).isEqualTo(after.asText());
            return;
        }
        assertThat(result).as(id).isEqualTo(after.isNull() ? "<empty>" : "<word_removal_ratio>");
        if (!after.isNull()) {
            RefinedwebLines unlimited = Spec.build(RefinedwebLines.class)
                    .with(RefinedwebLines::maxRemovedRatio, null)
                    .build();
            assertThat(Edited.of(unlimited, text, Values.ignored())).as(id).containsExactly(after.asText());
        }
    }
}
