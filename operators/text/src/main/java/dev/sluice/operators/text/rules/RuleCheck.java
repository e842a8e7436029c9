package dev.sluice.operators.text.rules;

import dev.sluice.operators.Signal;
import dev.sluice.operators.Values;
import dev.sluice.operators.Verdict;
import org.jspecify.annotations.Nullable;

/** The rules of a filter being applied to one document: the first that fails decides, later ones only measure. */
public final class RuleCheck {
    private final Values measured;
    private @Nullable Enum<?> reason;

    /** Begins a document. */
    public RuleCheck(Values measured) {
        this.measured = measured;
    }

    /** Whether nothing more needs to be looked at. */
    public boolean done() {
        return reason != null && !measured.all();
    }

    /** States the outcome of a rule. */
    public void fail(boolean failed, Enum<?> why) {
        if (failed && reason == null) {
            reason = why;
        }
    }

    /** Measures a number that must lie within bounds, where they are given. */
    public void within(Signal signal, double value, @Nullable Number least, @Nullable Number most, Enum<?> why) {
        measured.set(signal, value);
        fail(least != null && value < least.doubleValue(), why);
        fail(most != null && value > most.doubleValue(), why);
    }

    /** Measures a count that must lie within bounds, where they are given. */
    public void within(Signal signal, long value, @Nullable Number least, @Nullable Number most, Enum<?> why) {
        measured.set(signal, value);
        fail(least != null && value < least.doubleValue(), why);
        fail(most != null && value > most.doubleValue(), why);
    }

    /** What the rules say. */
    public Verdict verdict() {
        return reason == null ? Verdict.KEEP : Verdict.drop(reason);
    }
}
