package dev.sluice.operators.models.embedding;

/** Euclidean length, in double precision and in the order of the numbers, so that it is the same everywhere. */
final class Lengths {
    private Lengths() {}

    static double of(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }

    /** Scales a vector to length 1; false where its length is 0, and it stays as it is. */
    static boolean scaleToUnit(float[] vector) {
        double length = of(vector);
        if (length == 0) {
            return false;
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (vector[i] / length);
        }
        return true;
    }

    /** Scales a vector to length 1; false where its length is 0 or not finite. */
    static boolean scaleToUnit(double[] vector) {
        double squares = 0;
        for (double value : vector) {
            squares += value * value;
        }
        double length = Math.sqrt(squares);
        if (length == 0 || !Double.isFinite(length)) {
            return false;
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= length;
        }
        return true;
    }
}
