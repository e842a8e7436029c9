package dev.sluice.operators.text.fields;

import dev.sluice.operators.Document;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sets and removes fields by name. A name with dots is the field of that very name where there is one, else a path into
 * objects: {@code meta.lang} is the entry {@code lang} of the field {@code meta}.
 */
final class FieldPath {
    private FieldPath() {}

    /** The names of a document's fields, changes included, in order. */
    static List<String> names(Document document) {
        Map<String, @Nullable Object> changes = document.fieldChanges();
        List<String> names = new ArrayList<>();
        for (String name : document.readFields().names()) {
            if (!changes.containsKey(name)) {
                names.add(name);
            }
        }
        changes.forEach((name, value) -> {
            if (value != null) {
                names.add(name);
            }
        });
        return names;
    }

    /**
     * The document with a field set; objects on the way are made where there are none.
     *
     * @throws IllegalArgumentException when something on the way is no object
     */
    static Document set(Document document, String path, Object value) {
        int dot = path.indexOf('.');
        if (dot <= 0 || names(document).contains(path)) {
            return document.withField(path, value);
        }
        String name = path.substring(0, dot);
        return document.withField(name, with(document.field(name), path.substring(dot + 1), value, name));
    }

    private static Map<String, @Nullable Object> with(@Nullable Object object, String path, Object value, String name) {
        if (object != null && !(object instanceof Map<?, ?>)) {
            throw new IllegalArgumentException("the field '" + name + "' is no object, so it cannot hold " + path);
        }
        Map<String, @Nullable Object> copy = copy(object instanceof Map<?, ?> map ? map : Map.of());
        int dot = path.indexOf('.');
        if (dot <= 0 || copy.containsKey(path)) {
            copy.put(path, value);
        } else {
            String inner = path.substring(0, dot);
            copy.put(inner, with(copy.get(inner), path.substring(dot + 1), value, inner));
        }
        return copy;
    }

    /** The document without a field; the same document where there is none. */
    static Document without(Document document, String path) {
        if (names(document).contains(path)) {
            return document.withField(path, null);
        }
        int dot = path.indexOf('.');
        if (dot <= 0 || !(document.field(path.substring(0, dot)) instanceof Map<?, ?> object)) {
            return document;
        }
        Map<String, @Nullable Object> rest = without(object, path.substring(dot + 1));
        return rest == null ? document : document.withField(path.substring(0, dot), rest);
    }

    /** An object without an entry; null where there is none. */
    private static @Nullable Map<String, @Nullable Object> without(Map<?, ?> object, String path) {
        int dot = path.indexOf('.');
        if (!object.containsKey(path)) {
            if (dot <= 0 || !(object.get(path.substring(0, dot)) instanceof Map<?, ?> inner)) {
                return null;
            }
            Map<String, @Nullable Object> rest = without(inner, path.substring(dot + 1));
            if (rest == null) {
                return null;
            }
            Map<String, @Nullable Object> copy = copy(object);
            copy.put(path.substring(0, dot), rest);
            return copy;
        }
        Map<String, @Nullable Object> copy = copy(object);
        copy.remove(path);
        return copy;
    }

    private static Map<String, @Nullable Object> copy(Map<?, ?> object) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        object.forEach((key, value) -> copy.put(String.valueOf(key), value));
        return copy;
    }
}
