package dev.sluice.cli;

import dev.sluice.connectors.Blob;
import dev.sluice.connectors.InputFormat;
import dev.sluice.connectors.Limits;
import dev.sluice.connectors.Mapping;
import dev.sluice.connectors.RecordReader;
import dev.sluice.connectors.Slice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out which field of unknown records holds the text. */
final class TextField {
    /** What data sets call it, most frequent names first. */
    static final List<String> NAMES = List.of(
            "text",
            "content",
            "raw_content",
            "body",
            "markdown",
            "document",
            "article",
            "abstract",
            "completion",
            "output",
            "response",
            "html",
            "code");

    private static final int FILES = 8;
    private static final int RECORDS = 50;

    private TextField() {}

    /** The usual name that most of the first records of the first files have as a string; null when few have any. */
    static @Nullable String find(InputFormat format, List<Path> files) throws IOException {
        String best = null;
        long most = 0;
        for (String name : NAMES) {
            long good = 0;
            long all = 0;
            for (Path file : files.subList(0, Math.min(FILES, files.size()))) {
                Look look = look(format, file, name);
                good += look.good();
                all += look.all();
            }
            if (good > most && 4 * good >= all) {
                most = good;
                best = name;
            }
        }
        return best;
    }

    /** How many of the first records of a file have a string of some name. */
    private record Look(long good, long all) {}

    private static Look look(InputFormat format, Path file, String name) throws IOException {
        long good = 0;
        long all = 0;
        String shown = file.getFileName().toString();
        try (RecordReader reader = format.open(
                Blob.ofFile(file, shown),
                Slice.whole(shown, Files.size(file)),
                new Mapping(name, null),
                Limits.of(16L << 20))) {
            for (RecordReader.Item item = reader.next(); item != null && all < RECORDS; item = reader.next()) {
                all++;
                good += item instanceof RecordReader.Item.Good ? 1 : 0;
            }
        }
        return new Look(good, all);
    }
}
