package dev.sluice.operators.text.rules;

import dev.sluice.operators.Signal;
import dev.sluice.operators.Threshold;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the thresholds of a filter, those that are absent left out. */
public final class Bounds {
    private final List<Threshold> thresholds = new ArrayList<>();

    /** Adds a least value. */
    public Bounds min(Signal signal, String parameter, @Nullable Number value, Enum<?> reason) {
        if (value != null) {
            thresholds.add(Threshold.min(signal, parameter, value.doubleValue(), reason));
        }
        return this;
    }

    /** Adds a largest value. */
    public Bounds max(Signal signal, String parameter, @Nullable Number value, Enum<?> reason) {
        if (value != null) {
            thresholds.add(Threshold.max(signal, parameter, value.doubleValue(), reason));
        }
        return this;
    }

    /** The thresholds in the order in which they were added. */
    public List<Threshold> thresholds() {
        return thresholds;
    }
}
