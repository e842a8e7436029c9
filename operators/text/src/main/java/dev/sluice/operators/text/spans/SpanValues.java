package dev.sluice.operators.text.spans;

import dev.sluice.operators.Document;
import dev.sluice.operators.Spans;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The spans that a signal holds, or a field as lists of start, end and, where they have one, score. */
public final class SpanValues {
    private static final Spans NONE = new Spans(new int[0], new double[0], false);

    private SpanValues() {}

    /**
     * The spans under a name; none where a document has nothing of that name.
     *
     * @throws IllegalArgumentException where the value is no list of spans
     */
    public static Spans of(Document document, String name) {
        Object value = document.value(name);
        if (value == null) {
            return NONE;
        }
        if (value instanceof Spans spans) {
            return spans;
        }
        if (value instanceof List<?> list) {
            int[] bounds = new int[2 * list.size()];
            double[] scores = new double[list.size()];
            for (int i = 0; i < scores.length; i++) {
                read(list.get(i), i, bounds, scores, name);
            }
            return new Spans(bounds, scores, false);
        }
        throw new IllegalArgumentException(name + " holds no spans: " + value);
    }

    private static void read(@Nullable Object value, int i, int[] bounds, double[] scores, String name) {
        if (value instanceof List<?> list
                && list.size() >= 2
                && list.size() <= 3
                && list.get(0) instanceof Number start
                && list.get(1) instanceof Number end) {
            bounds[2 * i] = start.intValue();
            bounds[2 * i + 1] = end.intValue();
            scores[i] = list.size() == 3 && list.get(2) instanceof Number score ? score.doubleValue() : Double.NaN;
        } else {
            throw new IllegalArgumentException(name + " holds " + value + ", expected [start, end, score]");
        }
    }
}
