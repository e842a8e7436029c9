package dev.sluice.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VectorTest {
    @Test
    void keepsWhatTheArrayHeld() {
        float[] numbers = {1, -0.0f, 3};
        Vector vector = Vector.of(numbers);
        numbers[0] = 9;
        vector.toArray()[2] = 9;
        assertThat(vector).isEqualTo(Vector.of(1, 0, 3)).hasSameHashCodeAs(Vector.of(1, 0, 3));
        assertThat(vector).isNotEqualTo(Vector.of(1, 0)).hasToString("[1.0,0.0,3.0]");
        assertThat(vector.size()).isEqualTo(3);
        assertThat(vector.get(2)).isEqualTo(3f);
    }

    @Test
    void takesFiniteNumbersOnly() {
        assertThatThrownBy(() -> Vector.of(1, Float.NaN)).hasMessageContaining("NaN, must be finite");
        assertThatThrownBy(() -> Vector.of(Float.NEGATIVE_INFINITY)).hasMessageContaining("must be finite");
        assertThatThrownBy(Vector::of).hasMessageContaining("no number");
    }

    @Test
    void writesTheFewestDigitsThatAreReadBack() {
        assertThat(Vector.of(0.1f, -12.5f, 100, 0.00012f, 2e-3f, 1e-5f, 99999.99f, 0.01f, 1.01f))
                .hasToString("[0.1,-12.5,100.0,0.00012,0.002,0.00001,99999.99,0.01,1.01]");
        assertThat(Vector.of(1e-7f, 3e20f, Float.MIN_VALUE, Float.MAX_VALUE))
                .hasToString("[1E-7,3E+20,1E-45,3.4028235E+38]");
        Random random = new Random(5);
        for (int i = 0; i < 200_000; i++) {
            float value = i % 2 == 0 ? random.nextFloat() * 2 - 1 : Float.intBitsToFloat(random.nextInt());
            if (!Float.isFinite(value) || value == 0) {
                continue;
            }
            String text = Vector.of(value).toString();
            String number = text.substring(1, text.length() - 1);
            assertThat(Float.parseFloat(number)).isEqualTo(value);
            if (i % 20 < 2) {
                assertThat(new BigDecimal(number)).isEqualByComparingTo(shortest(value));
            }
        }
    }

    private static BigDecimal shortest(float value) {
        BigDecimal exact = new BigDecimal(value);
        for (int digits = 1; ; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.floatValue() == value) {
                return rounded;
            }
        }
    }
}
