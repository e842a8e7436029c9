package dev.sluice.operators.dedup.minhash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
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
}
