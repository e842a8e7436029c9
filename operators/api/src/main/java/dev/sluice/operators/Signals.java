package dev.sluice.operators;

import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The signals and labels of a document by their full names, in the order in which steps set them. Immutable: each step
 * adds a layer, and a later value of a name hides an earlier one.
 *
 * <p>Values are {@link Long}, {@link Double}, {@link Boolean}, {@link String}, {@link Spans} or {@link Vector}.
 */
public final class Signals {
    /** No signals. */
    public static final Signals NONE = new Signals(null, new String[0], new Object[0]);

    private final @Nullable Signals below;
    private final String[] names;
    private final @Nullable Object[] values;

    private Signals(@Nullable Signals below, String[] names, @Nullable Object[] values) {
        this.below = below;
        this.names = names;
        this.values = values;
    }

    /**
     * These signals and a step's own on top. Both arrays are handed over; a null value is absent and does not hide an
     * earlier one.
     */
    public Signals with(String[] names, @Nullable Object[] values) {
        return new Signals(this == NONE ? null : this, names, values);
    }

    /** The value under a full name, or null when no step set it. */
    public @Nullable Object get(String name) {
        for (Signals layer = this; layer != null; layer = layer.below) {
            for (int i = layer.names.length - 1; i >= 0; i--) {
                if (layer.values[i] != null && layer.names[i].equals(name)) {
                    return layer.values[i];
                }
            }
        }
        return null;
    }

    public boolean isEmpty() {
        boolean[] any = new boolean[1];
        forEach((name, value) -> any[0] = true);
        return !any[0];
    }

    /** Visits every value that is set, earliest step first; a hidden value is visited before the one that hides it. */
    public void forEach(BiConsumer<String, Object> visitor) {
        if (below != null) {
            below.forEach(visitor);
        }
        for (int i = 0; i < names.length; i++) {
            Object value = values[i];
            if (value != null) {
                visitor.accept(names[i], value);
            }
        }
    }

    /** The values as a map, in the order in which steps set them first. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new java.util.LinkedHashMap<>();
        forEach(map::put);
        return map;
    }

    @Override
    public String toString() {
        return toMap().toString();
    }
}
