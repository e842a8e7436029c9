package dev.sluice.operators.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The golden cases: JSON Lines computed with the reference implementations, in the directory that the system property
 * {@code sluice.golden} names.
 */
public final class Golden {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Golden() {}

    /** The directory of the cases. */
    public static Path directory() {
        return Path.of(System.getProperty("sluice.golden", "testdata/golden"));
    }

    /** All cases of a file; a missing or empty file is an error, never no test. */
    public static List<JsonNode> cases(String file) {
        Path path = directory().resolve(file);
        try {
            List<JsonNode> cases = new ArrayList<>();
            for (String line : Files.readString(path).split("\n", -1)) { // texts hold other line breaks unescaped
                if (!line.isBlank()) {
                    cases.add(JSON.readTree(line));
                }
            }
            if (cases.isEmpty()) {
                throw new IllegalStateException(path + " holds no case");
            }
            return cases;
        } catch (IOException cause) {
            throw new UncheckedIOException("golden file " + path, cause);
        }
    }
}
