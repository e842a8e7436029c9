package dev.sluice.operators.dedup.certificate;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A share estimated from a sample.
 *
 * <p>The interval is Wilson's at 95 %, of as many simple observations as give the standard error; it stays honest where the
 * share is 0 or 1.
 *
 * @param share 0 to 1
 * @param error its standard error; NaN where the sample is too small to tell
 * @param worth how many simple observations of equal weight the sample is worth, where the error says nothing; infinite for
 *     one that holds all there is
 */
record Estimate(double share, double error, double worth) {
    private static final double Z = 1.959963984540054;

    /** Adds the estimate with its standard error and interval. */
    void addTo(Map<String, Object> map) {
        map.put("estimate", share);
        if (!Double.isNaN(error)) {
            map.put("standard_error", error);
        }
        map.put("low", low());
        map.put("high", high());
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        addTo(map);
        return map;
    }

    /** Lower end of the interval. */
    double low() {
        // At the ends the interval is known to close there; rounding would leave a trace.
        return share > 0 ? Math.max(0, middle() - half()) : 0;
    }

    /** Upper end of the interval. */
    double high() {
        return share < 1 ? Math.min(1, middle() + half()) : 1;
    }

    private double observations() {
        return error > 0 && share > 0 && share < 1 ? share * (1 - share) / (error * error) : worth;
    }

    private double middle() {
        double n = observations();
        return (share + Z * Z / (2 * n)) / (1 + Z * Z / n);
    }

    private double half() {
        double n = observations();
        return Z / (1 + Z * Z / n) * Math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n));
    }
}
