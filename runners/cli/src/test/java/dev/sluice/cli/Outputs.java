package dev.sluice.cli;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Looks at what runs left behind. */
final class Outputs {
    private Outputs() {}

    /** Checksums of data, ledger, rejects and dead letters; reports and manifests hold times. */
    static Map<String, String> checksums(Path output) throws IOException {
        Map<String, String> sums = new TreeMap<>();
        try (var files = Files.walk(output)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = output.relativize(file).toString();
                if (!name.matches(".*/(report\\.(json|html)|manifest\\.json)")) {
                    sums.put(name, sha256(Files.readAllBytes(file)));
                }
            }
        }
        return sums;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The lines of all zstd files of a folder whose names begin in a way, in order. */
    static List<String> lines(Path folder) throws IOException {
        List<String> lines = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return lines;
        }
        try (var files = Files.list(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".zst")).sorted().toList()) {
                try (InputStream in = new ZstdInputStream(Files.newInputStream(file))) {
                    lines.addAll(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .toList());
                }
            }
        }
        return lines;
    }

    static Path side(Path output, String name) {
        return output.resolve("__sluice").resolve(name);
    }
}
