package dev.sluice.operators.models.fasttext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** Compares a scorer's answer with a golden list of labels and probabilities. */
final class Predictions {
    private static final double TOLERANCE = 1e-5;

    private Predictions() {}

    /** A list of one prediction, or of none. */
    static JsonNode listOf(JsonNode prediction) {
        return prediction.isNull() || prediction.isEmpty()
                ? JsonNodeFactory.instance.arrayNode()
                : JsonNodeFactory.instance.arrayNode().add(prediction);
    }

    static void compare(String id, FastTextScorer answer, int size, JsonNode expected) {
        assertThat(size).as(id).isEqualTo(expected.size());
        for (int i = 0; i < size; i++) {
            String what = id + " rank " + i;
            assertThat(answer.labelName(i))
                    .as(what)
                    .isEqualTo(expected.path(i).path(0).asText());
            assertThat((double) answer.probability(i))
                    .as(what)
                    .isCloseTo(expected.path(i).path(1).asDouble(), within(TOLERANCE));
        }
    }
}
