package dev.sluice.operators.dedup.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllocationTest {
    @ParameterizedTest
    @CsvSource({
        "'100 100 100', '1 1 1', 90, '30 30 30'",
        "'100 100 100', '1 1 1', 100, '33 34 33'",
        "'5 100 1000', '1 1 1', 90, '5 43 42'",
        "'5 10 1000', '1 1 1', 90, '5 10 75'",
        "'5 10 20', '1 1 1', 90, '5 10 20'",
        "'900 90 10', '270 27 20', 300, '264 26 10'",
        "'0 7', '1 1', 3, '0 3'",
        "'', '', 3, ''"
    })
    void givesWhatIsWantedAndWhatOneCannotTakeToTheOthers(String sizes, String wanted, int total, String drawn) {
        int[] given = Allocation.of(
                numbers(sizes), Arrays.stream(numbers(wanted)).asDoubleStream().toArray(), total);

        assertThat(Arrays.stream(given).asLongStream().toArray()).isEqualTo(numbers(drawn));
    }

    private static long[] numbers(String written) {
        return written.isEmpty()
                ? new long[0]
                : Arrays.stream(written.split(" ", -1))
                        .mapToLong(Long::parseLong)
                        .toArray();
    }
}
