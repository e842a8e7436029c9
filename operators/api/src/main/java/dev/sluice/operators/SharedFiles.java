package dev.sluice.operators;

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
 * What files hold, for all workers of a process to share: models and large lists. A file is read once, as long as it stays
 * the same and memory is not short. What a loader makes must never change.
 */
public final class SharedFiles {
    private static final Map<Key, SoftReference<Object>> LOADED = new HashMap<>();

    private SharedFiles() {}

    private record Key(Class<?> type, Path file, long size, FileTime modified) {}

    /**
     * What a file holds.
     *
     * @param type what the loader makes; different readers of one file do not meet
     */
    public static <T> T get(Class<T> type, Path file, Function<Path, T> loader) {
        Key key;
        try {
            Path real = file.toRealPath();
            key = new Key(type, real, Files.size(real), Files.getLastModifiedTime(real));
        } catch (IOException cause) {
            throw new UncheckedIOException("file " + file, cause);
        }
        synchronized (LOADED) {
            SoftReference<Object> known = LOADED.get(key);
            Object content = known == null ? null : known.get();
            if (content == null) {
                content = loader.apply(file);
                LOADED.values().removeIf(reference -> reference.get() == null);
                LOADED.put(key, new SoftReference<>(content));
            }
            return type.cast(content);
        }
    }
}
