package dev.sluice.operators.dedup.minhash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SCurveTest {
    @ParameterizedTest
    @CsvSource({"0.5, 128", "0.7, 128", "0.8, 128", "0.8, 112", "0.9, 128", "0.95, 128", "0.3, 256", "0.99, 1000"})
    void theSteepestCurveKeepsItsPromiseWithinItsSlots(double similarity, int slots) {
        SCurve curve = SCurve.steepest(similarity, 0.9, slots).orElseThrow();

        assertThat(curve.probability(similarity)).isGreaterThanOrEqualTo(0.9);
        assertThat(curve.slots()).isLessThanOrEqualTo(slots);
        // Nothing with more rows keeps it, and no fewer bands do.
        for (int rows = curve.rows() + 1; rows <= slots; rows++) {
            assertThat(new SCurve(slots / rows, rows).probability(similarity)).isLessThan(0.9);
        }
        if (curve.bands() > 1) {
            assertThat(new SCurve(curve.bands() - 1, curve.rows()).probability(similarity))
                    .isLessThan(0.9);
        }
    }

    @Test
    void aThresholdThatNeedsTooManySlotsHasNoCurve() {
        assertThat(SCurve.steepest(0.01, 0.9, 128)).isEmpty();
    }

    @Test
    void staysExactAtTheEnds() {
        SCurve curve = new SCurve(450, 20);

        assertThat(curve.probability(0)).isZero();
        assertThat(curve.probability(1)).isEqualTo(1);
        assertThat(curve.probability(1e-3)).isCloseTo(450e-60, within(1e-70));
        assertThat(curve.probability(curve.half())).isCloseTo(0.5, within(1e-12));
    }

    /** The rule of datasketch by plain sums: every number of bands and rows, both areas by Simpson's rule. */
    @ParameterizedTest
    @CsvSource({
        "0.1, 64, 0.5",
        "0.3, 128, 0.5",
        "0.5, 128, 0.5",
        "0.5, 128, 0.1",
        "0.7, 128, 0.5",
        "0.7, 96, 0.9",
        "0.85, 128, 0.5",
        "0.95, 128, 0.3",
        "0.8, 1, 0.5",
        "0.8, 7, 0.5"
    })
    void theOptimalCurveHasTheLeastError(double threshold, int slots, double falsePositiveWeight) {
        double falseNegativeWeight = 1 - falsePositiveWeight;
        SCurve best = new SCurve(1, 1);
        double least = Double.POSITIVE_INFINITY;
        double second = Double.POSITIVE_INFINITY;
        for (int bands = 1; bands <= slots; bands++) {
            for (int rows = 1; bands * rows <= slots; rows++) {
                int b = bands;
                int r = rows;
                double missed = simpson(s -> Math.pow(1 - Math.pow(s, r), b), threshold, 1);
                double wrong = simpson(s -> 1 - Math.pow(1 - Math.pow(s, r), b), 0, threshold);
                double error = falsePositiveWeight * wrong + falseNegativeWeight * missed;
                SCurve curve = new SCurve(bands, rows);
                assertThat(curve.falseNegativeArea(threshold)).isCloseTo(missed, within(1e-6));
                assertThat(curve.falsePositiveArea(threshold)).isCloseTo(wrong, within(1e-6));
                second = Math.min(second, Math.max(error, least));
                if (error < least) {
                    least = error;
                    best = curve;
                }
            }
        }
        assertThat(second - least)
                .as("so that the sums can tell the best two apart")
                .isGreaterThan(1e-6);
        assertThat(SCurve.optimal(threshold, slots, falsePositiveWeight, falseNegativeWeight))
                .isEqualTo(best);
    }

    /** With many slots most numbers of bands and rows are ruled out without integrals. */
    @Test
    @Timeout(10)
    void theOptimalCurveOfManySlotsIsFoundSoon() {
        assertThat(SCurve.optimal(0.8, 10_000, 0.99, 0.01)).isEqualTo(new SCurve(212, 47));
    }

    private static double simpson(DoubleUnaryOperator f, double from, double to) {
        int panels = 1000;
        double width = (to - from) / panels;
        double sum = 0;
        for (int i = 0; i < panels; i++) {
            double left = from + i * width;
            sum += f.applyAsDouble(left) + 4 * f.applyAsDouble(left + width / 2) + f.applyAsDouble(left + width);
        }
        return sum * width / 6;
    }
}
