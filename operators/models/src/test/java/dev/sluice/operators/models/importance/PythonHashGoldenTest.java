package dev.sluice.operators.models.importance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.operators.testkit.Golden;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Hashes and buckets of strings, of their words and of pairs of words, as CPython computes them. */
class PythonHashGoldenTest {
    private static final int BUCKETS = 10_000;

    @TestFactory
    Stream<DynamicTest> hashesAsPythonDoes() {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode golden : Golden.cases("python_hash_seed42.jsonl")) {
            String id = golden.path("id").asText();
            tests.add(DynamicTest.dynamicTest(id, () -> {
                PythonHash hash = new PythonHash(42);
                JsonNode expected = golden.path("expected");
                assertThat(hash.of(golden.path("text").asText()))
                        .as(id)
                        .isEqualTo(expected.path("str_hash").asLong());
                List<String> tokens = new ArrayList<>();
                expected.path("tokens").forEach(token -> tokens.add(token.asText()));
                for (int i = 0; i < tokens.size(); i++) {
                    long token = hash.of(tokens.get(i));
                    compare(id + " token " + i, token, i, expected, "token");
                    if (i > 0) {
                        long pair = PythonHash.ofPair(hash.of(tokens.get(i - 1)), token);
                        compare(id + " pair " + (i - 1), pair, i - 1, expected, "bigram");
                    }
                }
                assertThat(expected.path("token_hashes")).as(id).hasSize(tokens.size());
            }));
        }
        return tests.stream();
    }

    private static void compare(String what, long hash, int i, JsonNode expected, String kind) {
        assertThat(hash)
                .as(what)
                .isEqualTo(expected.path(kind + "_hashes").path(i).asLong());
        assertThat(PythonHash.bucket(hash, BUCKETS))
                .as(what)
                .isEqualTo(expected.path(kind + "_buckets_10000").path(i).asInt());
    }
}
