package dev.sluice.operators.dedup.minhash;

import java.util.function.DoubleUnaryOperator;

/** Gauss-Legendre quadrature with 64 points a panel. */
final class GaussLegendre {
    private static final int POINTS = 64;
    private static final double[] NODES = new double[POINTS];
    private static final double[] WEIGHTS = new double[POINTS];

    static {
        for (int i = 0; i < POINTS; i++) {
            double x = Math.cos(Math.PI * (i + 0.75) / (POINTS + 0.5));
            double slope = 0;
            for (int round = 0; round < 20; round++) { // Newton's method from a close guess
                double before = 1;
                double value = x;
                for (int k = 2; k <= POINTS; k++) {
                    double next = ((2 * k - 1) * x * value - (k - 1) * before) / k;
                    before = value;
                    value = next;
                }
                slope = POINTS * (x * value - before) / (x * x - 1);
                x -= value / slope;
            }
            NODES[i] = x;
            WEIGHTS[i] = 2 / ((1 - x * x) * slope * slope);
        }
    }

    private GaussLegendre() {}

    /** The integral of a smooth function, cut into panels of equal width. */
    static double integrate(DoubleUnaryOperator f, double from, double to, int panels) {
        double sum = 0;
        double half = (to - from) / panels / 2;
        for (int panel = 0; panel < panels; panel++) {
            double middle = from + (2 * panel + 1) * half;
            double part = 0;
            for (int i = 0; i < POINTS; i++) {
                part += WEIGHTS[i] * f.applyAsDouble(middle + half * NODES[i]);
            }
            sum += half * part;
        }
        return sum;
    }
}
