package dev.sluice.operators.models.importance;

/**
 * The logarithm of how likely a length is in a target collection rather than in a source, both taken as Poisson
 * distributed.
 *
 * @param target mean length in the target
 * @param source mean length in the source
 */
public record LengthCorrection(double target, double source) {
    private static final double EPSILON = 1e-8;
    private static final double HALF_LOG_TWO_PI = 0.9189385332046728;

    /** What is added to the log weight of a text of this length. */
    public double of(long length) {
        return StrictMath.log(probability(length, target) + EPSILON)
                - StrictMath.log(probability(length, source) + EPSILON);
    }

    private static double probability(long length, double mean) {
        if (!(mean > 0)) {
            return length == 0 && mean == 0 ? 1 : 0;
        }
        return StrictMath.exp(length * StrictMath.log(mean) - mean - logFactorial(length));
    }

    /** The logarithm of n!, by Stirling's series from where that is exact in double precision. */
    static double logFactorial(long n) {
        double x = n + 1.0;
        double shift = 0;
        while (x < 16) {
            shift += StrictMath.log(x);
            x++;
        }
        double inverse = 1 / x;
        double square = inverse * inverse;
        double series = inverse
                * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square * (1.0 / 1680 - square / 1188))));
        return (x - 0.5) * StrictMath.log(x) - x + HALF_LOG_TWO_PI + series - shift;
    }
}
