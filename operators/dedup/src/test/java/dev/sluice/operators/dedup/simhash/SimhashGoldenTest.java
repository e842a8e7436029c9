package dev.sluice.operators.dedup.simhash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.operators.dedup.GoldenCases;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Fingerprints of given hashes; the other kinds of the file belong to {@code DedupUnitsGoldenTest}. */
class SimhashGoldenTest {
    @TestFactory
    Stream<DynamicTest> fingerprintsAgree() throws IOException {
        return GoldenCases.of(
                "dedup_units.jsonl",
                Map.of("simhash", SimhashGoldenTest::golden),
                Set.of("exact", "lines", "sentence_spans", "substring"));
    }

    private static void golden(JsonNode example) {
        JsonNode expected = example.get("expected");
        long one = fingerprint(example.get("hashes"));
        assertThat(one).isEqualTo(hex(expected.get("fingerprint")));
        if (example.has("other")) {
            long other = fingerprint(example.get("other"));
            assertThat(other).isEqualTo(hex(expected.get("other_fingerprint")));
            assertThat(Long.bitCount(one ^ other))
                    .isEqualTo(expected.get("hamming").asInt());
        }
    }

    private static long hex(JsonNode value) {
        return Long.parseUnsignedLong(value.asText(), 16);
    }

    private static long fingerprint(JsonNode hashes) {
        Majority majority = new Majority();
        hashes.forEach(hash -> majority.add(new long[] {hex(hash)}, 1));
        return majority.fingerprint();
    }
}
