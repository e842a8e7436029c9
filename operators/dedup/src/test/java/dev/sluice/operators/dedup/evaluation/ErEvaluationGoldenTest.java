package dev.sluice.operators.dedup.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.operators.testkit.Golden;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Metrics and estimates against those of the er-evaluation package. */
class ErEvaluationGoldenTest {
    @TestFactory
    Stream<DynamicTest> agreesWithTheReference() {
        return Golden.cases("er_evaluation.jsonl").stream()
                .map(golden -> DynamicTest.dynamicTest(golden.path("id").asText(), () -> compare(golden)));
    }

    private static void compare(JsonNode golden) {
        String id = golden.path("id").asText();
        double tolerance = golden.path("tolerance").asDouble(1e-9);
        Map<String, String> prediction = clustering(golden.path("prediction"));
        switch (golden.path("kind").asText()) {
            case "metrics" -> {
                Map<String, Double> metrics = ClusterMetrics.of(prediction, clustering(golden.path("reference")))
                        .byName(1);
                for (Map.Entry<String, JsonNode> expected :
                        golden.path("expected").properties()) {
                    assertThat(metrics.get(expected.getKey()))
                            .as(id + " " + expected.getKey())
                            .isCloseTo(expected.getValue().asDouble(), within(tolerance));
                }
            }
            case "estimate" -> {
                Map<String, ClusterEstimates.Estimate> estimates = ClusterEstimates.of(
                                prediction, clustering(golden.path("sample")), weights(golden.path("weights")), 1)
                        .byName();
                for (Map.Entry<String, JsonNode> expected :
                        golden.path("expected").properties()) {
                    String what = id + " " + expected.getKey();
                    ClusterEstimates.Estimate estimate = estimates.get(expected.getKey());
                    assertThat(estimate.value())
                            .as(what)
                            .isCloseTo(expected.getValue().path("estimate").asDouble(), within(tolerance));
                    if (expected.getValue().path("std").isNull()) {
                        assertThat(estimate.standardError()).as(what).isNull();
                    } else {
                        assertThat(estimate.standardError())
                                .as(what)
                                .isCloseTo(expected.getValue().path("std").asDouble(), within(tolerance));
                    }
                }
            }
            default -> throw new AssertionError(id + " is of a kind that is not known");
        }
    }

    private static ClusterEstimates.Weights weights(JsonNode weights) {
        if (weights.isObject()) {
            Map<String, Double> given = new HashMap<>();
            weights.properties()
                    .forEach(entry -> given.put(entry.getKey(), entry.getValue().asDouble()));
            return new ClusterEstimates.Weights.Given(given);
        }
        return weights.asText().equals("cluster_size")
                ? new ClusterEstimates.Weights.ByClusterSize()
                : new ClusterEstimates.Weights.Uniform();
    }

    private static Map<String, String> clustering(JsonNode clustering) {
        Map<String, String> clusters = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : clustering.properties()) {
            if (!entry.getValue().isNull()) {
                clusters.put(entry.getKey(), entry.getValue().asText());
            }
        }
        return clusters;
    }
}
