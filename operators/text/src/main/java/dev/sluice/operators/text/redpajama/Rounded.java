package dev.sluice.operators.text.redpajama;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Rounding to eight decimals as Python does it: correctly, on the exact binary value, ties to even. */
final class Rounded {
    private static final double SCALE = 1e8;

    private Rounded() {}

    static double of(double value) {
        double scaled = value * SCALE;
        double whole = Math.rint(scaled);
        // Only near a tie can the error of the product decide; there the exact value is asked.
        if (Math.abs(scaled) < 1e14 && Math.abs(Math.abs(scaled - whole) - 0.5) > 1e-4) {
            return whole / SCALE + 0.0;
        }
        return new BigDecimal(value).setScale(8, RoundingMode.HALF_EVEN).doubleValue() + 0.0;
    }
}
