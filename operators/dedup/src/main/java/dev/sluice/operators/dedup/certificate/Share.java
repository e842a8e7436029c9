package dev.sluice.operators.dedup.certificate;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A share estimated from a sample of independent units, each of which counts with a weight.
 *
 * <p>The estimate is the ratio of two sums over the units, its standard error that of a ratio estimator:
 * {@code sqrt(n/(n-1) * sum (x - r w)^2) / sum w} with the part x of a unit's weight w that counts. The interval is
 * Wilson's at 95 %, of as many simple observations as give that standard error; it stays honest where the share is 0 or 1.
 */
final class Share {
    private static final double Z = 1.959963984540054;

    private double counting;
    private double weights;
    private double counting2;
    private double weights2;
    private double product;
    private long units;

    /**
     * Adds a unit.
     *
     * @param weight above 0
     * @param part of the weight that counts, 0 to weight
     */
    void add(double weight, double part) {
        counting += part;
        weights += weight;
        counting2 += part * part;
        weights2 += weight * weight;
        product += part * weight;
        units++;
    }

    long units() {
        return units;
    }

    double estimate() {
        return counting / weights;
    }

    double standardError() {
        double r = estimate();
        double squares = Math.max(0, counting2 - 2 * r * product + r * r * weights2);
        return units < 2 ? Double.NaN : Math.sqrt(squares * units / (units - 1)) / weights;
    }

    /**
     * The estimate with its standard error and interval.
     *
     * @param finite 1, or {@code 1 - n/N} for a sample of n out of N units drawn without replacement
     */
    Map<String, Object> toMap(double finite) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("units", units);
        if (units == 0) {
            return map;
        }
        double p = estimate();
        double error = standardError() * Math.sqrt(finite);
        map.put("estimate", p);
        if (!Double.isNaN(error)) {
            map.put("standard_error", error);
        }
        if (finite <= 0) {
            map.put("low", p);
            map.put("high", p);
            return map;
        }
        // Kish's number of units of equal weight, where the error says nothing.
        double even = weights * weights / weights2 / finite;
        double n = error > 0 && p > 0 && p < 1 ? Math.min(even, p * (1 - p) / (error * error)) : even;
        double middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n);
        double half = Z / (1 + Z * Z / n) * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
        // At the ends the interval is known to close there; rounding would leave a trace.
        map.put("low", p > 0 ? Math.max(0, middle - half) : 0.0);
        map.put("high", p < 1 ? Math.min(1, middle + half) : 1.0);
        return map;
    }
}
