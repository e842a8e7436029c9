package dev.sluice.connectors;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Where a record keeps what every document has. One field may be both.
 *
 * @param text path of the field that holds the text, names joined by dots
 * @param id path of the field that holds the id; absent means that the id is the hash of the text
 */
public record Mapping(String text, @Nullable String id) implements Serializable {
    /** Whether one field is both text and id, so that the id is the text as it was read. */
    public boolean textIsId() {
        return text.equals(id);
    }
}
