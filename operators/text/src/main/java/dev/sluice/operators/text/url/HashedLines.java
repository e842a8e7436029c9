package dev.sluice.operators.text.url;

import dev.sluice.operators.Hashing;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** A set of strings held as sorted 64-bit hashes: 8 bytes an entry, so that millions of domains stay small. */
final class HashedLines {
    private final long[] sorted;

    private HashedLines(long[] sorted) {
        this.sorted = sorted;
    }

    /**
     * Takes inline entries and the lines of files; blank lines and lines that begin with {@code #} are left out.
     *
     * @param form what is done to each entry first
     */
    static HashedLines of(List<String> entries, List<Path> files, UnaryOperator<String> form) {
        long[] hashes = new long[1024];
        int size = 0;
        for (String entry : entries) {
            hashes = size == hashes.length ? Arrays.copyOf(hashes, 2 * size) : hashes;
            hashes[size++] = hash(form.apply(entry));
        }
        for (Path file : files) {
            try (BufferedReader lines = Files.newBufferedReader(file)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (!line.isBlank() && line.charAt(0) != '#') {
                        hashes = size == hashes.length ? Arrays.copyOf(hashes, 2 * size) : hashes;
                        hashes[size++] = hash(form.apply(line));
                    }
                }
            } catch (IOException cause) {
                throw new UncheckedIOException("list " + file, cause);
            }
        }
        long[] sorted = Arrays.copyOf(hashes, size);
        Arrays.sort(sorted);
        return new HashedLines(sorted);
    }

    boolean contains(String entry) {
        return sorted.length > 0 && Arrays.binarySearch(sorted, hash(entry)) >= 0;
    }

    private static long hash(String entry) {
        return Hashing.mix(Hashing.fnv1a64(entry));
    }
}
