package dev.sluice.plan;

import dev.sluice.operators.Global;
import dev.sluice.operators.Signal;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every signal and label that the steps of a plan may set, by full name, numbered in the order of the steps. */
public final class SignalTable implements Serializable {
    private static final long serialVersionUID = 1L;

    private final List<String> names = new ArrayList<>();
    private final List<Signal.Kind> kinds = new ArrayList<>();
    private final List<Boolean> decided = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    private SignalTable() {}

    public static SignalTable of(List<Step> steps) {
        SignalTable table = new SignalTable();
        for (Step step : steps) {
            for (Signal signal : step.operator().signals()) {
                String name = signal.qualified(step.name());
                if (table.numbers.putIfAbsent(name, table.names.size()) == null) {
                    table.names.add(name);
                    table.kinds.add(signal.kind());
                    table.decided.add(step.operator() instanceof Global);
                }
            }
        }
        return table;
    }

    public int size() {
        return names.size();
    }

    public String name(int number) {
        return names.get(number);
    }

    public Signal.Kind kind(int number) {
        return kinds.get(number);
    }

    /** Whether the values of a signal are long: lists of spans, and vectors. */
    public boolean isLong(int number) {
        return kind(number) == Signal.Kind.SPANS || kind(number) == Signal.Kind.VECTOR;
    }

    /**
     * Whether the ledger has a column for a signal: all but vectors and the long lists of spans that per-document steps measure. Spans
     * of operators that decide about all documents say what was removed, and why it cannot be seen from the document
     * alone.
     */
    public boolean inLedger(int number) {
        return !isLong(number) || (kind(number) == Signal.Kind.SPANS && decided.get(number));
    }

    /** The number of a signal, or null when no step sets it. */
    public @Nullable Integer number(String name) {
        return numbers.get(name);
    }

    /** Kinds by full name, in order. */
    public Map<String, Signal.Kind> kinds() {
        Map<String, Signal.Kind> byName = new LinkedHashMap<>();
        for (int i = 0; i < size(); i++) {
            byName.put(name(i), kind(i));
        }
        return byName;
    }
}
