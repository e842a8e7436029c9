package dev.sluice.operators;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Writes single-precision numbers as JSON, with the fewest significant digits (6 at first, 9 at most, no zeros at the end)
 * that are read back as the same number. {@link Float#toString} depends on the version of Java.
 */
final class FloatText {
    private static final int FEWEST = 6;
    private static final int MOST = 9;
    /** Between these, numbers are written without an exponent, and scaled without loss. */
    private static final double LEAST_PLAIN = 1e-5;

    private static final double MOST_PLAIN = 1e5;
    /** Nearer than half the distance to the next number, by enough to outweigh the rounding of the arithmetic. */
    private static final double NEAR = 0.499999;

    private static final double[] POWERS = new double[MOST + 6];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = POWERS[i - 1] * 10;
        }
    }

    private FloatText() {}

    static void append(StringBuilder out, float value) {
        double size = Math.abs((double) value);
        if (size == 0) {
            out.append("0.0");
        } else if (size < LEAST_PLAIN || size >= MOST_PLAIN || !appendPlain(out, value, size)) {
            appendExact(out, value);
        }
    }

    private static boolean appendPlain(StringBuilder out, float value, double size) {
        int lead = -5;
        while (lead < 4 && size >= (lead < -1 ? 1 / POWERS[-lead - 1] : POWERS[lead + 1])) {
            lead++; // the first digit stands for this power of ten
        }
        double tolerance = NEAR * Math.ulp(value);
        for (int digits = FEWEST; digits <= MOST; digits++) {
            int decimals = digits - 1 - lead;
            double power = POWERS[decimals];
            long scaled = (long) Math.rint(size * power);
            double read = scaled / power;
            if ((float) read == Math.abs(value) && Math.abs(read - size) < tolerance) {
                if (value < 0) {
                    out.append('-');
                }
                appendPlain(out, scaled, decimals);
                return true;
            }
        }
        return false;
    }

    private static void appendPlain(StringBuilder out, long scaled, int decimals) {
        long power = (long) POWERS[decimals];
        long fraction = scaled % power;
        out.append(scaled / power).append('.');
        int places = decimals;
        while (places > 1 && fraction % 10 == 0) {
            fraction /= 10;
            places--;
        }
        long place = (long) POWERS[places] / 10;
        for (; place > 1 && fraction < place; place /= 10) {
            out.append('0');
        }
        out.append(fraction);
    }

    private static void appendExact(StringBuilder out, float value) {
        BigDecimal exact = new BigDecimal(value);
        for (int digits = 1; digits <= MOST; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.floatValue() == value) {
                out.append(rounded.stripTrailingZeros());
                return;
            }
        }
        throw new IllegalStateException("nine digits tell every number: " + exact);
    }
}
