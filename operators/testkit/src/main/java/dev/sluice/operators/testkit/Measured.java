package dev.sluice.operators.testkit;

import dev.sluice.operators.Signal;
import dev.sluice.operators.Spans;
import dev.sluice.operators.Values;
import dev.sluice.operators.Vector;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values that a test looks at afterwards, by short name. */
public final class Measured implements Values {
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final boolean all;

    private Measured(boolean all) {
        this.all = all;
    }

    /** Values of an operator that stops at its first failing rule. */
    public static Measured untilVerdict() {
        return new Measured(false);
    }

    /** Values of an operator that measures everything. */
    public static Measured everything() {
        return new Measured(true);
    }

    /** The value of a signal, or null when it was not set. */
    public @Nullable Object get(String name) {
        return values.get(name);
    }

    /** Everything that was set, in order. */
    public Map<String, Object> toMap() {
        return values;
    }

    @Override
    public boolean all() {
        return all;
    }

    @Override
    public void set(Signal signal, long value) {
        values.put(signal.name(), value);
    }

    @Override
    public void set(Signal signal, double value) {
        values.put(signal.name(), value);
    }

    @Override
    public void set(Signal signal, boolean value) {
        values.put(signal.name(), value);
    }

    @Override
    public void set(Signal signal, String value) {
        values.put(signal.name(), value);
    }

    @Override
    public void set(Signal signal, Spans value) {
        values.put(signal.name(), value);
    }

    @Override
    public void set(Signal signal, Vector value) {
        values.put(signal.name(), value);
    }
}
