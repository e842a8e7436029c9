package dev.sluice.operators;

import java.io.Serializable;
import java.util.Arrays;

/** A list of finite single-precision numbers, such as the embedding of a text. Immutable. */
public final class Vector implements Serializable {
    private static final long serialVersionUID = 1L;

    private final float[] values;

    private Vector(float[] values) {
        this.values = values;
    }

    /**
     * A vector of the numbers that an array holds now; negative zero becomes zero.
     *
     * @throws IllegalArgumentException when there is none, or one of them is not finite
     */
    public static Vector of(float... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("a vector holds no number");
        }
        float[] copy = new float[values.length];
        for (int i = 0; i < copy.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException("a vector holds " + values[i] + ", must be finite");
            }
            copy[i] = values[i] + 0.0f;
        }
        return new Vector(copy);
    }

    /** How many numbers it holds. */
    public int size() {
        return values.length;
    }

    /** One of its numbers, from 0. */
    public float get(int i) {
        return values[i];
    }

    /** The numbers as a new array. */
    public float[] toArray() {
        return values.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Vector that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    /** The numbers as a JSON list, each with the fewest digits that tell it from its neighbours. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(12 * values.length).append('[');
        for (int i = 0; i < values.length; i++) {
            out.append(i == 0 ? "" : ",");
            FloatText.append(out, values[i]);
        }
        return out.append(']').toString();
    }
}
