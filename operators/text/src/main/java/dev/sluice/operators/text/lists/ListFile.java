package dev.sluice.operators.text.lists;

import dev.sluice.operators.AssetException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Files of one entry a line in UTF-8, with or without a byte order mark. */
public final class ListFile {
    private static final char MARK = '\uFEFF';
    private static final char REPLACEMENT = '\uFFFD';

    private ListFile() {}

    /**
     * Hands on the entries in order, without white space around them; empty lines and those that begin with {@code #} are
     * left out.
     *
     * @throws AssetException where a line is not UTF-8
     */
    public static void read(Path file, Consumer<String> entries) {
        try (InputStream in = Files.newInputStream(file)) {
            read(in, file.toString(), entries);
        } catch (IOException cause) {
            throw new UncheckedIOException("list " + file, cause);
        }
    }

    /**
     * Hands on the entries of a stream alike.
     *
     * @param name what messages call it
     * @throws AssetException where a line is not UTF-8
     */
    public static void read(InputStream in, String name, Consumer<String> entries) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        long number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            boolean marked = number == 1 && !line.isEmpty() && line.charAt(0) == MARK;
            String entry = (marked ? line.substring(1) : line).strip();
            if (entry.indexOf(REPLACEMENT) >= 0) {
                throw new AssetException("list " + name + ", line " + number + ": is not UTF-8");
            }
            if (!entry.isEmpty() && entry.charAt(0) != '#') {
                entries.accept(entry);
            }
        }
    }
}
