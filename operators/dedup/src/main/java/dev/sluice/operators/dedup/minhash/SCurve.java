package dev.sluice.operators.dedup.minhash;

import java.util.Optional;

/**
 * How likely banded MinHash finds a pair of documents, as a function of the Jaccard similarity of their shingle sets: a
 * pair is found when all rows of at least one band agree.
 *
 * @param bands number of bands
 * @param rows slots a band
 */
public record SCurve(int bands, int rows) {
    public SCurve {
        if (bands < 1 || rows < 1) {
            throw new IllegalArgumentException("bands and rows start at 1");
        }
    }

    /** The probability of finding a pair: {@code 1 - (1 - s^rows)^bands}. */
    public double probability(double similarity) {
        return -Math.expm1(bands * Math.log1p(-Math.pow(similarity, rows)));
    }

    /** The usual approximation of where the curve rises: {@code (1/bands)^(1/rows)}. */
    public double threshold() {
        return Math.pow(1.0 / bands, 1.0 / rows);
    }

    /** The similarity of pairs that are found half of the time. */
    public double half() {
        return Math.pow(-Math.expm1(-Math.log(2) / bands), 1.0 / rows);
    }

    /** Slots of a signature: bands times rows. */
    public int slots() {
        return bands * rows;
    }

    /** Area below the curve left of a threshold. */
    public double falsePositiveArea(double threshold) {
        return GaussLegendre.integrate(this::probability, 0, threshold, panels());
    }

    /** Area above the curve right of a threshold. */
    public double falseNegativeArea(double threshold) {
        return GaussLegendre.integrate(s -> Math.exp(bands * Math.log1p(-Math.pow(s, rows))), threshold, 1, panels());
    }

    /** High powers are steep: narrower panels keep the quadrature exact. */
    private int panels() {
        return 1 + rows / 32;
    }

    /**
     * The curve that minimises the weighted sum of both error areas, by the rule of datasketch: bands ascending, rows
     * ascending, the first minimum wins.
     *
     * @param slots most slots a signature may have
     */
    public static SCurve optimal(double threshold, int slots, double falsePositiveWeight, double falseNegativeWeight) {
        SCurve best = new SCurve(1, 1);
        double least = Double.POSITIVE_INFINITY;
        for (int bands = 1; bands <= slots; bands++) {
            for (int rows = 1; rows <= slots / bands; rows++) {
                SCurve curve = new SCurve(bands, rows);
                double missed = falseNegativeWeight * curve.falseNegativeArea(threshold);
                if (missed >= least) {
                    break; // more rows miss more
                }
                double error = falsePositiveWeight * curve.falsePositiveArea(threshold) + missed;
                if (error < least) {
                    least = error;
                    best = curve;
                }
            }
        }
        return best;
    }

    /**
     * The steepest curve that finds pairs of a similarity with a probability: the most rows, and for them the fewest
     * bands, that need no more than a number of slots. Steeper curves find fewer of the pairs below the similarity.
     *
     * @return empty when even one row a band needs more slots
     */
    public static Optional<SCurve> steepest(double similarity, double probability, int slots) {
        for (int rows = slots; rows >= 1; rows--) {
            // The logarithms give the number of bands up to rounding; the test below has the last word.
            double bands = Math.log1p(-probability) / Math.log1p(-Math.pow(similarity, rows));
            for (int b = Math.max(1, (int) Math.min(bands, slots)); b <= slots / rows && b <= bands + 2; b++) {
                SCurve curve = new SCurve(b, rows);
                if (curve.probability(similarity) >= probability) {
                    return Optional.of(curve);
                }
            }
        }
        return Optional.empty();
    }
}
