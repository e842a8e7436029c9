package dev.sluice.operators;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can be called in an {@link Expression} over the spans of a signal, with what is computed for each of them. */
enum SpanFunction {
    /** How many spans there are, or for how many a condition holds. */
    COUNT,
    SUM,
    MEAN,
    MIN,
    MAX,
    /** For which share of the spans a condition holds. */
    SHARE;

    private static final Map<String, SpanFunction> BY_NAME = new LinkedHashMap<>();

    static {
        for (SpanFunction function : values()) {
            BY_NAME.put(function.text(), function);
        }
    }

    /** The function of a name, or null. */
    static @Nullable SpanFunction named(String name) {
        return BY_NAME.get(name);
    }

    static Set<String> names() {
        return BY_NAME.keySet();
    }

    /** Its name. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    Fold start() {
        return new Fold();
    }

    /** The function at work, span by span. */
    final class Fold {
        private long spans;
        private long holding;
        private double sum;
        private double least = Double.POSITIVE_INFINITY;
        private double most = Double.NEGATIVE_INFINITY;

        /** Takes what was computed for the next span; false when the function has no result for such a value. */
        boolean add(@Nullable Object value) {
            spans++;
            if (value instanceof Boolean holds) {
                holding += holds ? 1 : 0;
                return SpanFunction.this == COUNT || SpanFunction.this == SHARE;
            }
            if (value instanceof Double number) {
                holding++;
                sum += number;
                least = Math.min(least, number);
                most = Math.max(most, number);
                return SpanFunction.this != SHARE;
            }
            return false;
        }

        /** The result over all spans, null when there is none. */
        @Nullable Object result() {
            if (SpanFunction.this == COUNT) {
                return (double) holding;
            }
            if (spans == 0 && SpanFunction.this != SUM) {
                return null;
            }
            double result = switch (SpanFunction.this) {
                case COUNT -> holding;
                case SHARE -> (double) holding / spans;
                case SUM -> sum;
                case MEAN -> sum / spans;
                case MIN -> least;
                case MAX -> most;
            };
            return Double.isFinite(result) ? result : null;
        }
    }
}
