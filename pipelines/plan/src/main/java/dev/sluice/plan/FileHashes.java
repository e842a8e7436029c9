package dev.sluice.plan;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** SHA-256 of files, in hexadecimal digits. */
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
                    return read(file);
                } catch (IOException cause) {
                    throw new UncheckedIOException(cause);
                }
            });
        } catch (UncheckedIOException wrapped) {
            throw wrapped.getCause();
        }
    }

    /** The hash of a file, read now. */
    public static String read(Path file) throws IOException {
        return read(Files.newInputStream(file));
    }

    /** The hash of the rest of a stream, which is closed. */
    public static String read(InputStream stream) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(stream, digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
