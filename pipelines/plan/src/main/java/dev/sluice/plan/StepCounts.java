package dev.sluice.plan;

import dev.sluice.operators.Document;
import dev.sluice.operators.Histogram;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Sketch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What one step counted: documents in and out, why it dropped, how its values are distributed. */
public final class StepCounts {
    /** Numbers are counted in millionths, so that sums and histograms are exact and merge in any order. */
    public static final long SCALE = 1_000_000;

    /** Labels with more distinct values than this are pooled. */
    private static final int MAX_LABELS = 1_000;

    /** Every how many documents the time of a step is taken; asking the clock each time would cost more than a filter. */
    private static final int TIMED_EVERY = 16;

    private final List<SignalCounts> signals = new ArrayList<>();
    private final Map<String, Long> dropped = new TreeMap<>();
    private final TextTotals in = new TextTotals();
    private final TextTotals out = new TextTotals();
    private final NamedFields fields;
    private long timedNanos;
    long failed;
    long modified;
    Sketch.@Nullable Summary summary;

    StepCounts(@Nullable Step step) {
        List<Signal> declared = step == null ? List.of() : step.operator().signals();
        for (Signal signal : declared) {
            signals.add(new SignalCounts(signal));
        }
        fields = new NamedFields(step == null ? List.of() : NamedFields.of(step));
    }

    long enter(Document document) {
        long number = in.documents();
        in.add(document);
        fields.look(document);
        return number % TIMED_EVERY == 0 ? System.nanoTime() : 0;
    }

    void leave(long start) {
        if (start != 0) {
            timedNanos += System.nanoTime() - start;
        }
    }

    void out(Document document) {
        out.add(document);
    }

    void drop(String reason) {
        dropped.merge(reason, 1L, Long::sum);
    }

    void edit(Document before, Document after) {
        if (!before.text().equals(after.text())) {
            modified++;
        }
    }

    void measure(@Nullable Object[] values, boolean kept) {
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value != null) {
                signals.get(i).add(value, kept);
            }
        }
    }

    /** What came to the step. */
    public TextTotals in() {
        return in;
    }

    /** What left it. */
    public TextTotals out() {
        return out;
    }

    public long failed() {
        return failed;
    }

    /** Documents whose text the step changed. */
    public long modified() {
        return modified;
    }

    /** Dropped documents by reason, sorted. */
    public Map<String, Long> dropped() {
        return dropped;
    }

    /** Time spent in the step, estimated from one document in sixteen. */
    public long nanos() {
        return timedNanos * TIMED_EVERY;
    }

    public List<SignalCounts> signals() {
        return signals;
    }

    /** What the step's parameters name, and whether documents had it. */
    public NamedFields fields() {
        return fields;
    }

    /** The summary of a sketch step; null for other kinds. */
    public Sketch.@Nullable Summary summary() {
        return summary;
    }

    /** How the values of one signal are distributed, apart for kept and dropped documents. */
    public static final class SignalCounts {
        private final Signal signal;
        private final Histogram kept = new Histogram();
        private final Histogram dropped = new Histogram();
        private final Map<String, Long> labels = new TreeMap<>();
        private long otherLabels;

        SignalCounts(Signal signal) {
            this.signal = signal;
        }

        void add(Object value, boolean keeps) {
            Histogram histogram = keeps ? kept : dropped;
            if (value instanceof Long whole) {
                histogram.add(whole);
            } else if (value instanceof Double number) {
                histogram.add(scaled(number));
            } else if (value instanceof String || value instanceof Boolean) {
                String label = value.toString();
                if (labels.containsKey(label) || labels.size() < MAX_LABELS) {
                    labels.merge(label, 1L, Long::sum);
                } else {
                    otherLabels++;
                }
            }
        }

        private static long scaled(double value) {
            double scaled = value * SCALE;
            return scaled >= 0x1p62 ? 1L << 62 : scaled <= -0x1p62 ? -(1L << 62) : Math.round(scaled);
        }

        public Signal signal() {
            return signal;
        }

        /** What one unit of the histograms is worth: 1 for counts, a millionth for numbers. */
        public long scale() {
            return signal.kind() == Signal.Kind.COUNT ? 1 : SCALE;
        }

        public Histogram kept() {
            return kept;
        }

        public Histogram dropped() {
            return dropped;
        }

        /** Number of documents by value of a label, sorted by value. */
        public Map<String, Long> labels() {
            return labels;
        }

        /** Documents whose label is not among {@link #labels}. */
        public long otherLabels() {
            return otherLabels;
        }
    }
}
