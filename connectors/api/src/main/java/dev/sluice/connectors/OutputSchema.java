package dev.sluice.connectors;

import dev.sluice.operators.Signal;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * What the documents of an output hold, fixed by the plan before the first one is written.
 *
 * @param textField name under which the text is written
 * @param idField name under which the id is written
 * @param fields fields written as columns of their own in formats with columns, by name; all others go into one column
 *     {@code extra}
 * @param signals the signals to write, by full name, in order; empty when the output carries none
 */
public record OutputSchema(String textField, String idField, List<String> fields, Map<String, Signal.Kind> signals)
        implements Serializable {
    public OutputSchema {
        fields = List.copyOf(fields);
        signals = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(signals));
    }
}
