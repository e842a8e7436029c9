package dev.sluice.operators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LongTableTest {
    @ParameterizedTest
    @CsvSource({"0, 1, 5", "1, 3, 5", "2, 2, 1", "1000, 1, 10", "1000, 3, 2", "5000, 2, 1", "5000, 4, 1000000"})
    void sortsByAllWords(int rows, int width, int values) {
        Random random = new Random(rows);
        LongTable table = new LongTable(width);
        List<long[]> expected = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            long[] record = new long[width];
            for (int i = 0; i < width; i++) {
                record[i] = (random.nextInt(values) - values / 2) * (1L << random.nextInt(40));
            }
            table.add(record);
            expected.add(record);
        }
        expected.sort(Arrays::compare);

        table.sort();
        table.sort(); // sorted input is no trap

        assertThat(table.size()).isEqualTo(rows);
        for (int row = 0; row < rows; row++) {
            long[] record = new long[width];
            table.read(row, record);
            assertThat(record).isEqualTo(expected.get(row));
        }
    }

    @Test
    void sortsHashesOfTheWholeRange() {
        Random random = new Random(1);
        LongTable table = new LongTable(2);
        long[][] expected = new long[30_000][];
        for (int row = 0; row < expected.length; row++) {
            long key = row % 3 == 0 ? 7 : row % 1000 == 1 ? Long.MIN_VALUE : random.nextLong();
            expected[row] = new long[] {key, random.nextInt(50)};
            table.add(expected[row]);
        }
        Arrays.sort(expected, Arrays::compare);

        table.sort();

        for (int row = 0; row < expected.length; row++) {
            assertThat(table.word(row, 0)).isEqualTo(expected[row][0]);
            assertThat(table.word(row, 1)).isEqualTo(expected[row][1]);
        }
    }

    /** As many comparisons as for random records: with a pivot from a fixed place this would take hours. */
    @Test
    void sortsRunsOfSortedRecords() {
        LongTable table = new LongTable(2);
        for (int run = 0; run < 14; run++) {
            for (int i = 0; i < 100_000; i++) {
                table.add(new long[] {0, i});
            }
        }
        table.sort();

        long[] record = new long[2];
        for (int row = 0; row < table.size(); row++) {
            table.read(row, record);
            assertThat(record[1]).isEqualTo(row / 14);
        }
    }
}
