package dev.sluice.plan;

import dev.sluice.operators.Document;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Spans;
import dev.sluice.operators.Values;
import dev.sluice.operators.Vector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what one step measures on one document and lays it over the document's signals. Reused. */
final class MeasuredValues implements Values {
    private final Signal[] signals;
    private final String[] names;
    private final boolean all;
    private @Nullable Object[] values;
    private int last = -1;
    private boolean any;

    MeasuredValues(Step step) {
        List<Signal> declared = step.operator().signals();
        signals = declared.toArray(new Signal[0]);
        names = new String[signals.length];
        for (int i = 0; i < signals.length; i++) {
            names[i] = signals[i].qualified(step.name());
        }
        all = step.measureAll();
        values = new Object[signals.length];
    }

    /** The document with the collected values as its newest signals; afterwards this is empty again. */
    Document addTo(Document document, StepCounts counts, boolean kept) {
        if (!any) {
            return document;
        }
        counts.measure(values, kept);
        Document measured = document.withSignals(document.signals().with(names, values));
        values = new Object[signals.length];
        any = false;
        last = -1;
        return measured;
    }

    void forget() {
        if (any) {
            values = new Object[signals.length];
            any = false;
        }
        last = -1;
    }

    @Override
    public boolean all() {
        return all;
    }

    @Override
    public void set(Signal signal, long value) {
        put(signal, value);
    }

    @Override
    public void set(Signal signal, double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new IllegalStateException("signal " + signal.name() + " is " + value + ", must be finite or absent");
        }
        put(signal, value == 0 ? 0.0 : value); // no negative zero in data
    }

    @Override
    public void set(Signal signal, boolean value) {
        put(signal, value);
    }

    @Override
    public void set(Signal signal, String value) {
        put(signal, value);
    }

    @Override
    public void set(Signal signal, Spans value) {
        put(signal, value);
    }

    @Override
    public void set(Signal signal, Vector value) {
        put(signal, value);
    }

    private void put(Signal signal, Object value) {
        values[slot(signal)] = value;
        any = true;
    }

    /** Operators set their signals in the order they declare them, so the next slot is nearly always the right one. */
    @SuppressWarnings("ReferenceEquality") // constants, nearly always; the last loop asks for equality
    private int slot(Signal signal) {
        int next = last + 1;
        if (next < signals.length && signals[next] == signal) {
            last = next;
            return next;
        }
        for (int i = 0; i < signals.length; i++) {
            if (signals[i] == signal) {
                last = i;
                return i;
            }
        }
        for (int i = 0; i < signals.length; i++) {
            if (signals[i].equals(signal)) {
                last = i;
                return i;
            }
        }
        throw new IllegalStateException("signal " + signal.name() + " is not declared");
    }
}
