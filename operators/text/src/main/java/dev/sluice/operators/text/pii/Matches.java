package dev.sluice.operators.text.pii;

import dev.sluice.operators.Spans;
import java.util.Arrays;

/** Places in a text, from left to right and apart from each other, as UTF-16 indexes. Grows, and is used again. */
final class Matches {
    private int[] bounds = new int[16];
    private int size;

    void clear() {
        size = 0;
    }

    void add(int start, int end) {
        if (2 * size == bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * bounds.length);
        }
        bounds[2 * size] = start;
        bounds[2 * size + 1] = end;
        size++;
    }

    int size() {
        return size;
    }

    int start(int i) {
        return bounds[2 * i];
    }

    int end(int i) {
        return bounds[2 * i + 1];
    }

    /** Leaves out the places that a condition rules out. */
    void keepOnly(Condition condition) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (condition.holds(start(i), end(i))) {
                bounds[2 * kept] = start(i);
                bounds[2 * kept + 1] = end(i);
                kept++;
            }
        }
        size = kept;
    }

    /** Leaves out the places that overlap one of {@code others}. */
    void removeOverlaps(Matches others) {
        int kept = 0;
        int other = 0;
        for (int i = 0; i < size; i++) {
            while (other < others.size && others.end(other) <= start(i)) {
                other++;
            }
            if (other == others.size || others.start(other) >= end(i)) {
                bounds[2 * kept] = start(i);
                bounds[2 * kept + 1] = end(i);
                kept++;
            }
        }
        size = kept;
    }

    /** The places in code points, each with the score 1. */
    Spans toSpans(String text) {
        int[] points = new int[2 * size];
        double[] scores = new double[size];
        Arrays.fill(scores, 1);
        int index = 0;
        int point = 0;
        for (int i = 0; i < points.length; i++) {
            point += text.codePointCount(index, bounds[i]);
            index = bounds[i];
            points[i] = point;
        }
        return new Spans(points, scores, true);
    }

    /** How many code points the places hold together. */
    int codePoints(String text) {
        int count = 0;
        for (int i = 0; i < size; i++) {
            count += text.codePointCount(start(i), end(i));
        }
        return count;
    }

    /** Says which places stay. */
    @FunctionalInterface
    interface Condition {
        boolean holds(int start, int end);
    }
}
