package dev.sluice.operators;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a record beside its text, as its reader found them.
 *
 * <p>Values are {@link String}, {@link Boolean}, {@link Long}, {@link Double}, {@link java.math.BigInteger}, {@link
 * java.math.BigDecimal}, {@link List} and {@link Map} of these, or null. Implementations of readers parse on demand and
 * keep the record as it was read, so that untouched fields can be written unchanged.
 */
public interface Fields {
    /** No fields. */
    Fields NONE = of(Map.of());

    /** The value at a path of names joined by dots, or null when there is none; an exact name wins over a path. */
    @Nullable Object get(String path);

    /** Top-level names in their order in the record. */
    List<String> names();

    /** Fields held in a map, whose order is kept. */
    static Fields of(Map<String, ?> map) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(map);
        return new Fields() {
            @Override
            public @Nullable Object get(String path) {
                return lookUp(copy, path);
            }

            @Override
            public List<String> names() {
                return new ArrayList<>(copy.keySet());
            }
        };
    }

    /** Looks a path up in nested maps: the helper that implementations share. */
    static @Nullable Object lookUp(Map<?, ?> map, String path) {
        Object exact = map.get(path);
        if (exact != null) {
            return exact;
        }
        int dot = path.indexOf('.');
        while (dot > 0) {
            if (map.get(path.substring(0, dot)) instanceof Map<?, ?> inner) {
                Object found = lookUp(inner, path.substring(dot + 1));
                if (found != null) {
                    return found;
                }
            }
            dot = path.indexOf('.', dot + 1);
        }
        return null;
    }
}
