package dev.sluice.operators.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.operators.Document;
import dev.sluice.operators.Filter;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Spec;
import dev.sluice.operators.testkit.Golden;
import dev.sluice.operators.testkit.Measured;
import dev.sluice.operators.text.characters.AlphanumericRatio;
import dev.sluice.operators.text.characters.CharacterRepetition;
import dev.sluice.operators.text.characters.SpecialCharacters;
import dev.sluice.operators.text.length.CharacterCount;
import dev.sluice.operators.text.length.LineLength;
import dev.sluice.operators.text.length.WordCount;
import dev.sluice.operators.text.words.FlaggedWords;
import dev.sluice.operators.text.words.StopWords;
import dev.sluice.operators.text.words.WordRepetition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Data-Juicer's text filters with their default limits: statistic and decision. */
class DataJuicerGoldenTest {
    /** An operator, and the signal that is the filter's statistic. */
    private record Filtering(Filter operator, String signal) {}

    private static Map<String, Filtering> filters() {
        Map<String, Filtering> filters = new LinkedHashMap<>();
        filters.put(
                "alphanumeric_filter",
                new Filtering(Spec.build(AlphanumericRatio.class).build(), "ratio"));
        filters.put(
                "average_line_length_filter",
                new Filtering(
                        Spec.build(LineLength.class)
                                .with(LineLength::minMean, 10.0)
                                .build(),
                        "mean"));
        filters.put(
                "maximum_line_length_filter",
                new Filtering(
                        Spec.build(LineLength.class)
                                .with(LineLength::minLongest, 10)
                                .build(),
                        "longest"));
        filters.put(
                "text_length_filter",
                new Filtering(
                        Spec.build(CharacterCount.class)
                                .with(CharacterCount::minCharacters, 10)
                                .build(),
                        "characters"));
        filters.put(
                "words_num_filter",
                new Filtering(
                        Spec.build(WordCount.class)
                                .with(WordCount::minWords, 10)
                                .with(WordCount::words, WordCount.Words.STRIPPED)
                                .build(),
                        "words"));
        filters.put(
                "character_repetition_filter",
                new Filtering(Spec.build(CharacterRepetition.class).build(), "ratio"));
        filters.put(
                "word_repetition_filter",
                new Filtering(Spec.build(WordRepetition.class).build(), "ratio"));
        filters.put(
                "special_characters_filter",
                new Filtering(Spec.build(SpecialCharacters.class).build(), "ratio"));
        filters.put(
                "stopwords_filter", new Filtering(Spec.build(StopWords.class).build(), "ratio"));
        String flagged = Golden.directory().resolve("lists/bad_words/en.txt").toString();
        filters.put(
                "flagged_words_filter",
                new Filtering(
                        Spec.build(FlaggedWords.class)
                                .with(FlaggedWords::file, flagged)
                                .build(),
                        "ratio"));
        return filters;
    }

    @TestFactory
    Stream<DynamicTest> measureAndDecideAsDataJuicerDoes() {
        Map<String, Filtering> filters = filters();
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode golden : Golden.cases("gopher_c4_fineweb.jsonl")) {
            for (Map.Entry<String, JsonNode> expected :
                    golden.path("expected").path("data_juicer").properties()) {
                String id = golden.path("id").asText() + " " + expected.getKey();
                tests.add(DynamicTest.dynamicTest(id, () -> {
                    Filtering filtering = filters.get(expected.getKey());
                    assertThat(filtering).as(id).isNotNull();
                    compare(id, filtering, golden.path("text").asText(), expected.getValue());
                }));
            }
        }
        return tests.stream();
    }

    private static void compare(String id, Filtering filtering, String text, JsonNode expected) {
        Measured measured = Measured.everything();
        boolean kept = filtering
                .operator()
                .open(Resources.plain())
                .judge(Document.of(text), measured)
                .keeps();
        assertThat(((Number) measured.get(filtering.signal())).doubleValue())
                .as(id)
                .isCloseTo(expected.path("stat").asDouble(), within(1e-12));
        assertThat(kept).as(id).isEqualTo(expected.path("keep").asBoolean());
    }
}
