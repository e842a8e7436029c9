package dev.sluice.operators.dedup.certificate;

/**
 * A share estimated from a sample of independent units, each of which counts with a weight.
 *
 * <p>The estimate is the ratio of two sums over the units, its standard error that of a ratio estimator:
 * {@code sqrt(n/(n-1) * sum (x - r w)^2) / sum w} with the part x of a unit's weight w that counts.
 */
final class Share {
    private double counting;
    private double weights;
    private double counting2;
    private double weights2;
    private double product;
    private long units;

    /**
     * Adds a unit.
     *
     * @param weight of the unit, or an estimate of it, which may be below 0
     * @param part of the weight that counts, or an estimate of it
     */
    void add(double weight, double part) {
        counting += part;
        weights += weight;
        counting2 += part * part;
        weights2 += weight * weight;
        product += part * weight;
        units++;
    }

    /** Whether the units weigh nothing, so that there is no share. */
    boolean isEmpty() {
        return weights <= 0;
    }

    Estimate estimate() {
        double r = Math.max(0, Math.min(1, counting / weights));
        double squares = Math.max(0, counting2 - 2 * r * product + r * r * weights2);
        double error = units < 2 ? Double.NaN : Math.sqrt(squares * units / (units - 1)) / weights;
        return new Estimate(r, error, weights * weights / weights2); // Kish's number of units of equal weight
    }
}
