package dev.sluice.operators.models.kenlm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.operators.testkit.Golden;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every layout of a model against the words, ids, matches and scores of KenLM's query. */
class KenlmGoldenTest {
    private static final double TOLERANCE = 2e-6;

    @TestFactory
    Stream<DynamicTest> scoresAsKenlmDoes() {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode golden : Golden.cases("kenlm_scores.jsonl")) {
            for (Map.Entry<String, JsonNode> model : golden.path("expected").properties()) {
                String id = golden.path("id").asText() + " " + model.getKey();
                tests.add(DynamicTest.dynamicTest(
                        id, () -> compare(id, golden.path("text").asText(), model.getKey(), model.getValue())));
            }
        }
        return tests.stream();
    }

    private static void compare(String id, String text, String file, JsonNode expected) {
        LanguageModel model =
                LanguageModel.open(Golden.directory().resolve("models").resolve(file));
        List<LanguageModel.Word> words = model.words(text);
        assertThat(words).as(id).hasSize(expected.path("words").size());
        assertThat(words.size()).as(id).isEqualTo(expected.path("length").asInt());
        int unknown = 0;
        float total = 0;
        for (int i = 0; i < words.size(); i++) {
            JsonNode word = expected.path("words").path(i);
            String what = id + " word " + i;
            assertThat(words.get(i).text()).as(what).isEqualTo(word.path(0).asText());
            assertThat(words.get(i).id()).as(what).isEqualTo(word.path(1).asInt());
            assertThat(words.get(i).matched()).as(what).isEqualTo(word.path(2).asInt());
            assertThat((double) words.get(i).log10())
                    .as(what)
                    .isCloseTo(word.path(3).asDouble(), within(TOLERANCE));
            unknown += words.get(i).id() == 0 ? 1 : 0;
            total += words.get(i).log10();
        }
        assertThat(unknown).as(id).isEqualTo(expected.path("oov").asInt());
        assertThat(model.scorer().sentence(text)).as(id).isEqualTo(total);
        assertThat((double) total)
                .as(id)
                .isCloseTo(expected.path("total_log10").asDouble(), within(TOLERANCE * words.size()));
        double perplexity = Math.pow(10, -total / words.size());
        assertThat(new BigDecimal(perplexity)
                        .setScale(1, RoundingMode.HALF_EVEN)
                        .doubleValue())
                .as(id)
                .isEqualTo(expected.path("perplexity_round1").asDouble());
    }
}
