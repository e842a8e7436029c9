package dev.sluice.operators.dedup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** The cases of one file of golden vectors. */
public final class GoldenCases {
    private static final ObjectMapper JSON = new ObjectMapper();

    private GoldenCases() {}

    /**
     * A test for each case.
     *
     * @param checks what to do with the cases of each kind
     * @param later kinds that belong to operators which are not there yet; any other kind fails
     */
    public static Stream<DynamicTest> of(String file, Map<String, Consumer<JsonNode>> checks, Set<String> later)
            throws IOException {
        Path directory = Path.of(System.getProperty("sluice.golden", "../../testdata/golden"));
        List<DynamicTest> tests = new ArrayList<>();
        for (String line : Files.readString(directory.resolve(file)).split("\n", -1)) { // texts hold other line breaks
            if (line.isBlank()) {
                continue;
            }
            JsonNode example = JSON.readTree(line);
            String kind = example.get("kind").asText();
            if (later.contains(kind)) {
                continue;
            }
            tests.add(DynamicTest.dynamicTest(example.get("id").asText(), () -> {
                Consumer<JsonNode> check = checks.get(kind);
                if (check == null) {
                    throw new AssertionError("unknown kind " + kind);
                }
                check.accept(example);
            }));
        }
        if (tests.isEmpty()) {
            throw new AssertionError(file + " holds no case of kinds " + checks.keySet());
        }
        return tests.stream();
    }

    /** The ids in a list of numbers. */
    public static List<Long> longs(JsonNode list) {
        List<Long> values = new ArrayList<>();
        list.forEach(value -> values.add(value.asLong()));
        return values;
    }
}
