package dev.sluice.operators.sketches;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ValueCountsTest {
    private static Map<String, Object> estimate(ValueCounts counts) {
        return counts.estimate(1000);
    }

    @Test
    void isCompleteUpToItsCap() {
        ValueCounts counts = new ValueCounts(3);
        for (String value : new String[] {"b", "a", "c", "a"}) {
            counts.add(value);
        }

        assertThat(estimate(counts))
                .isEqualTo(Map.of(
                        "total", 4L, "complete", true, "overflow", 0L, "values", Map.of("a", 2L, "b", 1L, "c", 1L)));
    }

    @Test
    @SuppressWarnings("unchecked")
    void holdsASampleWithExactCountsBeyondItsCap() {
        ValueCounts counts = new ValueCounts(10);
        for (int i = 0; i < 1000; i++) {
            counts.add("v" + i % 100);
        }
        Map<String, Object> estimate = estimate(counts);

        assertThat((Map<String, Object>) estimate.get("values"))
                .hasSize(10)
                .allSatisfy((value, n) -> assertThat(n).isEqualTo(10L));
        assertThat(estimate).containsEntry("complete", false).containsEntry("overflow", 900L);
    }

    @Test
    void longValuesAreCutWithoutTearingCharacters() {
        ValueCounts counts = new ValueCounts(10);
        counts.add("x".repeat(255) + "\uD83D\uDE00");
        counts.add("x".repeat(255) + "\uD83D\uDE01 and more");

        assertThat(estimate(counts)).containsEntry("values", Map.of("x".repeat(255), 2L));
    }
}
