package dev.sluice.plan;

import dev.sluice.operators.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** SHA-256 of files that many tasks of a process ask for. */
public final class FileHashes {
    private static final Map<State, String> KNOWN = new ConcurrentHashMap<>();

    private FileHashes() {}

    /** What tells that a file is the one that was read: another file in its place has another key, time or size. */
    private record State(
            Path file,
            long bytes,
            FileTime modified,
            @Nullable Object key) {}

    /**
     * The hash of a file, read once a process for as long as the file looks the same: every task asks for the models of
     * a recipe, and a model may have gigabytes.
     */
    public static String once(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        State state = new State(
                file.toAbsolutePath(), attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
        try {
            return KNOWN.computeIfAbsent(state, unread -> {
                try {
                    return Sha256.of(file);
                } catch (IOException cause) {
                    throw new UncheckedIOException(cause);
                }
            });
        } catch (UncheckedIOException wrapped) {
            throw wrapped.getCause();
        }
    }
}
