package dev.sluice.connectors;

import dev.sluice.operators.Document;
import dev.sluice.operators.Signal;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the documents of an output hold, fixed by the plan before the first one is written.
 *
 * @param textField name under which the text is written
 * @param idField name under which the id is written
 * @param idRead whether the records that are read have their id in a field of that name. Where they do not, a field of
 *     that name is one like others, and none may be lost: formats with columns keep it in {@code extra}, others beside
 *     the id
 * @param fields fields written as columns of their own in formats with columns, by name; all others go into one column
 *     {@code extra}
 * @param signals the signals to write, by full name, in order; empty when the output carries none
 */
public record OutputSchema(
        String textField, String idField, boolean idRead, List<String> fields, Map<String, Signal.Kind> signals)
        implements Serializable {
    public OutputSchema {
        fields = List.copyOf(fields);
        signals = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(signals));
    }

    /** The schema of documents whose records have their id in {@code idField}. */
    public OutputSchema(String textField, String idField, List<String> fields, Map<String, Signal.Kind> signals) {
        this(textField, idField, true, fields, signals);
    }

    /**
     * The schema of documents that were read by some mappings. A field that holds both text and id holds the text; the id
     * is then written as {@code id}, as it is where none is declared, or {@code document_id} where that is the text's name.
     *
     * @param mappings of the sources, at least one; the first gives the names
     */
    public static OutputSchema of(List<Mapping> mappings, List<String> fields, Map<String, Signal.Kind> signals) {
        Mapping first = mappings.get(0);
        String text = first.text();
        String declared = first.textIsId() ? null : first.id();
        String id = declared != null ? declared : text.equals("id") ? "document_id" : "id";
        boolean read = mappings.stream().allMatch(mapping -> id.equals(mapping.id()) && !mapping.textIsId());
        return new OutputSchema(text, id, read, fields, signals);
    }

    /** Whether a field of a record is written as the document's text or id, so that it is not written again. */
    public boolean replaces(String field, @Nullable Object value, Document document) {
        return field.equals(textField)
                || (field.equals(idField)
                        && (idRead || (value != null && value.toString().equals(document.id()))));
    }
}
