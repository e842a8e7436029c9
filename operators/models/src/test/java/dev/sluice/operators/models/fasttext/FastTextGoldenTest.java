package dev.sluice.operators.models.fasttext;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.operators.testkit.Golden;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Models of every loss, dense and quantised, against all labels and the best label of fastText. */
class FastTextGoldenTest {
    @TestFactory
    Stream<DynamicTest> classifiesAsFastTextDoes() {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode golden : Golden.cases("fasttext_predictions.jsonl")) {
            for (Map.Entry<String, JsonNode> model : golden.path("expected").properties()) {
                String id = golden.path("id").asText() + " " + model.getKey();
                String text = golden.path("text").asText();
                tests.add(DynamicTest.dynamicTest(id, () -> compare(id, text, model.getKey(), model.getValue())));
            }
        }
        return tests.stream();
    }

    private static void compare(String id, String text, String file, JsonNode expected) {
        FastTextModel model =
                FastTextModel.open(Golden.directory().resolve("models").resolve(file));
        FastTextScorer scorer = model.scorer();
        int all = scorer.classify(text, model.labels().size(), 0);
        Predictions.compare(id + " k_all", scorer, all, expected.path("k_all"));
        int one = scorer.classify(text, 1, 0);
        Predictions.compare(id + " top1", scorer, one, Predictions.listOf(expected.path("top1")));
    }
}
