package dev.sluice.operators;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Scored ranges of a text, in code points, end exclusive. A score may be absent.
 *
 * <p>Immutable; the arrays are handed over at construction and must not be changed afterwards.
 */
public final class Spans implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int[] bounds;
    private final double[] scores;
    private final boolean whole;

    /**
     * @param bounds start and end of each span, one pair after the other
     * @param scores one score a span; NaN stands for an absent one
     * @param whole whether the scores are whole numbers and are written without a decimal point
     */
    public Spans(int[] bounds, double[] scores, boolean whole) {
        if (bounds.length != 2 * scores.length) {
            throw new IllegalArgumentException(bounds.length + " bounds for " + scores.length + " scores");
        }
        this.bounds = bounds;
        this.scores = scores;
        this.whole = whole;
    }

    public int size() {
        return scores.length;
    }

    public int start(int i) {
        return bounds[2 * i];
    }

    public int end(int i) {
        return bounds[2 * i + 1];
    }

    public boolean hasScore(int i) {
        return !Double.isNaN(scores[i]);
    }

    public double score(int i) {
        return scores[i];
    }

    public boolean whole() {
        return whole;
    }

    /** Whether these are the same ranges as those of other spans, whatever their scores. */
    boolean hasBoundsOf(Spans other) {
        return Arrays.equals(bounds, other.bounds);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Spans that
                && whole == that.whole
                && Arrays.equals(bounds, that.bounds)
                && Arrays.equals(scores, that.scores);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(bounds) + Arrays.hashCode(scores);
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder("[");
        for (int i = 0; i < size(); i++) {
            out.append(i == 0 ? "[" : ",[")
                    .append(start(i))
                    .append(',')
                    .append(end(i))
                    .append(',');
            if (!hasScore(i)) {
                out.append("null");
            } else if (whole) {
                out.append((long) score(i));
            } else {
                out.append(score(i));
            }
            out.append(']');
        }
        return out.append(']').toString();
    }
}
