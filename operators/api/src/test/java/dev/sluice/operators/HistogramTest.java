package dev.sluice.operators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HistogramTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 0",
        "127, 127, 127, 127",
        "128, 128, 128, 128",
        "255, 255, 255, 255",
        "256, 256, 256, 257",
        "257, 256, 256, 257",
        "1000, 506, 1000, 1003",
        "-1, -1, -1, -1",
        "-129, -129, -129, -129",
        "-258, -257, -258, -257",
        "9223372036854775807, 7295, 9187343239835811840, 9223372036854775807",
    })
    void valuesFallIntoBucketsOfKnownBounds(long value, int bucket, long low, long high) {
        assertThat(Histogram.bucket(value)).isEqualTo(bucket);
        assertThat(Histogram.low(bucket)).isEqualTo(low);
        assertThat(Histogram.high(bucket)).isEqualTo(high);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 127, 128, 12345, Long.MAX_VALUE, -1, -128, -12345, Long.MIN_VALUE})
    void bucketsHoldTheirValues(long value) {
        int bucket = Histogram.bucket(value);
        assertThat(value).isBetween(Histogram.low(bucket), Histogram.high(bucket));
        assertThat((double) Histogram.high(bucket) - Histogram.low(bucket))
                .isLessThanOrEqualTo(Math.abs((double) value) / 127);
    }

    @Test
    void mergingEqualsAdding() {
        Random random = new Random(1);
        Histogram whole = new Histogram();
        Histogram[] parts = {new Histogram(), new Histogram(), new Histogram()};
        long[] values = new long[1001];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextLong() >> random.nextInt(64);
            whole.add(values[i]);
            parts[random.nextInt(3)].add(values[i]);
        }
        parts[2].merge(parts[0]);
        parts[1].merge(parts[2]);

        assertThat(parts[1].buckets()).isEqualTo(whole.buckets());
        assertThat(parts[1].count()).isEqualTo(whole.count());
        assertThat(parts[1].minimum()).isEqualTo(whole.minimum());
        assertThat(parts[1].maximum()).isEqualTo(whole.maximum());
        assertThat(whole.buckets().keySet())
                .containsExactlyElementsOf(new TreeSet<>(whole.buckets().keySet()));
        Histogram rebuilt = Histogram.of(whole.buckets(), whole.minimum(), whole.maximum());
        assertThat(rebuilt.buckets()).isEqualTo(whole.buckets());
        Arrays.sort(values);
        for (double p : new double[] {0, 0.25, 0.5, 0.99, 1}) {
            long exact = values[(int) Math.max(1, Math.ceil(p * values.length)) - 1];
            assertThat(whole.quantileBucket(p)).isEqualTo(Histogram.bucket(exact));
        }
    }

    @Test
    void quantilesStayWithinTheValues() {
        Histogram histogram = new Histogram();
        histogram.add(1001);

        assertThat(histogram.quantile(0.5)).isEqualTo(1001);
        assertThat(histogram.buckets()).isEqualTo(Map.of(506, 1L));
    }
}
