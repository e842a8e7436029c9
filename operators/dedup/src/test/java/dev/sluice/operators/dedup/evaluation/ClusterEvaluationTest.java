package dev.sluice.operators.dedup.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterEvaluationTest {
    private static final Map<String, String> FOUND =
            Map.of("a", "1", "b", "1", "c", "2", "d", "2", "e", "2", "f", "3", "g", "4", "h", "5");

    /** Of a single cluster the estimates need no correction, so that F is what it is of precision and recall. */
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 2})
    void fWeighsRecallBetaTimesAsMuch(double beta) {
        Map<String, String> sample = Map.of("b", "x", "c", "x", "d", "x");
        Map<String, ClusterEstimates.Estimate> estimates = ClusterEstimates.of(
                        FOUND, sample, new ClusterEstimates.Weights.Uniform(), beta)
                .byName();
        double precision = estimates.get("pairwise_precision").value();
        double recall = estimates.get("pairwise_recall").value();
        double f = (1 + beta * beta) * precision * recall / (beta * beta * precision + recall);

        assertThat(precision).isBetween(0.1, 0.9).isNotEqualTo(recall);
        assertThat(estimates.get(beta == 1 ? "pairwise_f1" : "pairwise_f_beta").value())
                .isCloseTo(f, within(1e-12));
        assertThat(new ClusterMetrics.Score(precision, recall).f(beta)).isCloseTo(f, within(1e-12));
    }

    /** A cluster that counts twice is as good as two of the kind. */
    @Test
    void weightsCountAsManyClusters() {
        Map<String, String> sample = Map.of("a", "x", "b", "x", "c", "x", "d", "y", "e", "y", "g", "z");
        Map<String, String> found = new HashMap<>(FOUND);
        FOUND.forEach((record, cluster) -> found.put(record + "'", cluster + "'"));
        Map<String, String> twice = new HashMap<>(sample);
        twice.putAll(Map.of("a'", "x'", "b'", "x'", "c'", "x'"));

        double weighted = ClusterEstimates.of(
                        found, sample, new ClusterEstimates.Weights.Given(Map.of("x", 2.0, "y", 1.0, "z", 1.0)), 1)
                .byName()
                .get("cluster_recall")
                .value();
        double repeated = ClusterEstimates.of(found, twice, new ClusterEstimates.Weights.Uniform(), 1)
                .byName()
                .get("cluster_recall")
                .value();

        assertThat(repeated).isCloseTo(0.25, within(1e-12));
        // The ratio of means is the same; the correction for its bias knows of one cluster less.
        assertThat(weighted).isCloseTo(0.25, within(0.06));
    }

    /** Three clusters of one record, one of two and one of three: sizes have shares of 3/5, 1/5 and 1/5. */
    @ParameterizedTest
    @CsvSource({"0, 3", "1, 2.5865", "2, 2.2727", "0.5, 2.7856"})
    void hillNumbersTellHowDiverseSizesAre(double order, double number) {
        ClusterSummary summary = ClusterSummary.of(FOUND);

        assertThat(summary.matchingRate()).isEqualTo(5.0 / 8);
        assertThat(summary.averageSize()).isEqualTo(8.0 / 5);
        assertThat(summary.hillNumber(order)).isCloseTo(number, within(1e-4));
        assertThat(ClusterSummary.of(Map.of()).hillNumber(order)).isZero();
    }
}
