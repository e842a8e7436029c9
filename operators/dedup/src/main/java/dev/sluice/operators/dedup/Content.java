package dev.sluice.operators.dedup;

import dev.sluice.operators.Document;
import dev.sluice.operators.Hashing;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What documents are compared by, and its 128-bit hash.
 *
 * @param field {@code text}, or the name of a field or label
 * @param normalise what of it counts
 * @param skipEmpty whether documents with nothing to compare have no key
 */
public record Content(String field, Normalise normalise, boolean skipEmpty) implements Serializable {
    private static final String FIELD = "field.";

    /** The field's name as indexes and filters know it: {@code field.url} and {@code url} are one, since both mean the field. */
    public String name() {
        String bare = field.startsWith(FIELD) ? field.substring(FIELD.length()) : field;
        return bare.equals("text") ? field : bare;
    }

    /** The document's key in two words, or null where there is nothing to compare. */
    public long @Nullable [] key(Document document) {
        boolean text = field.equals("text");
        if (text && normalise == Normalise.NONE) {
            byte[] utf8 = document.utf8();
            return utf8.length == 0 && skipEmpty ? null : Hashing.hash128(utf8, 0, utf8.length);
        }
        Object value = text ? document.text() : document.value(field);
        String key = value == null ? "" : normalise.apply(value.toString());
        return key.isEmpty() && skipEmpty ? null : Hashing.hash128(key);
    }
}
