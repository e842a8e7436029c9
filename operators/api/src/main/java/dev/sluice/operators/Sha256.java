package dev.sluice.operators;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 as assets, stored files and manifests give it: in lower-case hexadecimal digits. */
public final class Sha256 {
    private Sha256() {}

    /** A digest to feed piece by piece; {@link #hex} tells its result. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** The result of a digest, which begins anew. */
    public static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The hash of a file. */
    public static String of(Path file) throws IOException {
        return of(Files.newInputStream(file));
    }

    /** The hash of the rest of a stream, which is closed. */
    public static String of(InputStream stream) throws IOException {
        MessageDigest digest = digest();
        try (InputStream in = stream) {
            add(in, digest);
        }
        return hex(digest);
    }

    /** The hash of bytes. */
    public static String of(byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }

    /** Feeds the rest of a stream, which stays open, to a digest; gives the number of bytes. */
    static long add(InputStream in, MessageDigest digest) throws IOException {
        return new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
    }
}
