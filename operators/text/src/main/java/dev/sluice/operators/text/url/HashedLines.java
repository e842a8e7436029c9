package dev.sluice.operators.text.url;

import dev.sluice.operators.Hashing;
import dev.sluice.operators.SharedFiles;
import dev.sluice.operators.text.lists.ListFile;
import dev.sluice.text.LowerCase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * A set of strings held as sorted 64-bit hashes: 8 bytes an entry, so that millions of domains stay small. All workers of a
 * process share what a file holds.
 */
final class HashedLines {
    private final List<Hashes> parts;

    private HashedLines(List<Hashes> parts) {
        this.parts = parts;
    }

    /** Takes inline entries and those of files, without white space around them. */
    static HashedLines of(List<String> entries, List<Path> files) {
        return new HashedLines(parts(Hashes.class, Hashes::new, entries, files));
    }

    /** Takes the same in lower case. */
    static HashedLines lowerCase(List<String> entries, List<Path> files) {
        return new HashedLines(parts(LowerHashes.class, LowerHashes::new, entries, files));
    }

    private static <T extends Hashes> List<Hashes> parts(
            Class<T> type, Supplier<T> empty, List<String> entries, List<Path> files) {
        List<Hashes> parts = new ArrayList<>();
        if (!entries.isEmpty()) {
            Hashes inline = empty.get();
            entries.forEach(entry -> inline.add(entry.strip()));
            inline.sort();
            parts.add(inline);
        }
        for (Path file : files) {
            parts.add(SharedFiles.get(type, file, path -> {
                T listed = empty.get();
                ListFile.read(path, listed::add);
                listed.sort();
                return listed;
            }));
        }
        return parts;
    }

    boolean contains(String entry) {
        if (parts.isEmpty()) {
            return false;
        }
        long hash = hash(entry);
        for (Hashes part : parts) {
            if (part.contains(hash)) {
                return true;
            }
        }
        return false;
    }

    private static long hash(String entry) {
        return Hashing.mix(Hashing.fnv1a64(entry));
    }

    private static class Hashes {
        private long[] hashes = new long[1024];
        private int size;

        void add(String entry) {
            hashes = size == hashes.length ? Arrays.copyOf(hashes, 2 * size) : hashes;
            hashes[size++] = hash(entry);
        }

        void sort() {
            hashes = Arrays.copyOf(hashes, size);
            Arrays.sort(hashes);
        }

        boolean contains(long hash) {
            return Arrays.binarySearch(hashes, hash) >= 0;
        }
    }

    private static final class LowerHashes extends Hashes {
        @Override
        void add(String entry) {
            super.add(LowerCase.of(entry));
        }
    }
}
