package dev.sluice.operators.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Immutable models that all workers of a process share: a file is read once, as long as it stays the same and memory is
 * not short.
 */
public final class SharedModels {
    private static final Map<Key, SoftReference<Object>> LOADED = new HashMap<>();

    private SharedModels() {}

    private record Key(Class<?> type, Path file, long size, FileTime modified) {}

    /**
     * The model of a file.
     *
     * @param type what the loader makes; different readers of one file do not meet
     */
    public static <T> T get(Class<T> type, Path file, Function<Path, T> loader) {
        Key key;
        try {
            Path real = file.toRealPath();
            key = new Key(type, real, Files.size(real), Files.getLastModifiedTime(real));
        } catch (IOException cause) {
            throw new UncheckedIOException("model " + file, cause);
        }
        synchronized (LOADED) {
            SoftReference<Object> known = LOADED.get(key);
            Object model = known == null ? null : known.get();
            if (model == null) {
                model = loader.apply(file);
                LOADED.values().removeIf(reference -> reference.get() == null);
                LOADED.put(key, new SoftReference<>(model));
            }
            return type.cast(model);
        }
    }
}
