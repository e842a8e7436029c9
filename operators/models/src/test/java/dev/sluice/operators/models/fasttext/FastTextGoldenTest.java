package dev.sluice.operators.models.fasttext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.operators.testkit.Golden;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every kind of model against the labels and probabilities of fastText 0.9.2. */
class FastTextGoldenTest {
    private static final double TOLERANCE = 1e-5;

    @TestFactory
    Stream<DynamicTest> predictsAsFastTextDoes() {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode golden : Golden.cases("fasttext_predictions.jsonl")) {
            for (Map.Entry<String, JsonNode> model : golden.path("expected").properties()) {
                String id = golden.path("id").asText() + " " + model.getKey();
                tests.add(DynamicTest.dynamicTest(
                        id, () -> compare(id, golden.path("text").asText(), model.getKey(), model.getValue())));
            }
        }
        return tests.stream();
    }

    private static void compare(String id, String text, String file, JsonNode expected) {
        FastTextScorer scorer = FastTextModel.open(
                        Golden.directory().resolve("models").resolve(file))
                .scorer();
        agree(id, scorer.predict(text, -1), expected.path("k_all"));
        JsonNode top = expected.path("top1");
        List<FastTextScorer.Prediction> one = scorer.predict(text, 1);
        if (top.isNull() || top.isMissingNode()) {
            assertThat(one).as(id).isEmpty();
        } else {
            assertThat(one)
                    .as(id)
                    .singleElement()
                    .satisfies(best ->
                            assertThat(best.label()).isEqualTo(top.path(0).asText()));
        }
    }

    /** The same labels with the same probabilities; labels of equal probability may change places. */
    static void agree(String id, List<FastTextScorer.Prediction> predictions, JsonNode expected) {
        assertThat(predictions).as(id).hasSize(expected.size());
        for (int i = 0; i < predictions.size(); i++) {
            FastTextScorer.Prediction prediction = predictions.get(i);
            double probability = Double.NaN;
            for (JsonNode pair : expected) {
                if (pair.path(0).asText().equals(prediction.label())) {
                    probability = pair.path(1).asDouble();
                }
            }
            assertThat((double) prediction.probability())
                    .as(id + " " + prediction.label())
                    .isCloseTo(probability, within(TOLERANCE));
            assertThat((double) prediction.probability())
                    .as(id + " place " + i)
                    .isCloseTo(expected.path(i).path(1).asDouble(), within(TOLERANCE));
        }
    }
}
