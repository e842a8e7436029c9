package dev.sluice.operators.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.operators.KeyedRandom;
import dev.sluice.operators.testkit.Golden;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The random numbers that everything draws from, bit for bit. */
class KeyedRandomGoldenTest {
    @TestFactory
    Stream<DynamicTest> drawsThePublishedNumbers() {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode golden : Golden.cases("keyed_rng.jsonl")) {
            String id = golden.path("id").asText();
            tests.add(DynamicTest.dynamicTest(id, () -> {
                JsonNode input = golden.path("input");
                long seed = input.path("seed").asLong();
                String tag = input.path("tag").asText();
                String record = input.path("record_id").asText();
                int draw = input.path("draw").asInt();
                JsonNode expected = golden.path("expected");
                assertThat(Long.toHexString(KeyedRandom.bits(seed, tag, record, draw)))
                        .as(id)
                        .isEqualTo(expected.path("bits_hex").asText().replaceFirst("^0+(?=.)", ""));
                assertThat(KeyedRandom.uniform(seed, tag, record, draw))
                        .as(id)
                        .isEqualTo(expected.path("uniform").asDouble());
                assertThat(KeyedRandom.gumbel(seed, tag, record, draw))
                        .as(id)
                        .isCloseTo(expected.path("gumbel").asDouble(), within(1e-9));
            }));
        }
        return tests.stream();
    }
}
