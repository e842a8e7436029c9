package dev.sluice.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operators.LongTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordsAheadTest {
    @TempDir
    private Path folder;

    /** Record number i is (2 i, 2 i + 1, ...); every run holds each so many-th one. */
    private RecordsAhead records(int count, int words, int runs, long lowest, long highest) throws IOException {
        Store store = new LocalStore(folder);
        List<String> paths = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            LongTable table = new LongTable(words);
            for (int i = run; i < count; i += runs) {
                long[] record = new long[words];
                for (int word = 0; word < words; word++) {
                    record[word] = 2L * i + word;
                }
                table.add(record);
            }
            String path = "run-" + run;
            try (Store.Attempt attempt = store.create(path)) {
                SortedRun.write(table, words, attempt.stream());
                attempt.commit();
            }
            paths.add(path);
        }
        return new RecordsAhead(MergedRuns.open(store, paths, words, lowest, highest), words);
    }

    /** A block is 256 records: its end, the end of all, and both at once. */
    @ParameterizedTest
    @CsvSource({"0, 1, 1", "0, 3, 0", "1, 1, 1", "255, 2, 1", "256, 2, 3", "257, 2, 1", "512, 6, 2", "1000, 1, 7"})
    void givesEveryRecordInOrderAndThenMoreThanAny(int count, int words, int runs) throws IOException {
        try (RecordsAhead records = records(count, words, runs, Long.MIN_VALUE, Long.MAX_VALUE)) {
            for (int i = 0; i < count; i++) {
                assertThat(records.first()).isEqualTo(2L * i);
                for (int word = 0; word < words; word++) {
                    assertThat(records.word(word)).isEqualTo(2L * i + word);
                }
                records.advance();
            }
            assertThat(records.first()).isEqualTo(Long.MAX_VALUE);
        }
    }

    @Test
    void findsTheRecordsOfDocumentsAskedForInOrder() throws IOException {
        List<Long> found = new ArrayList<>();
        try (RecordsAhead records = records(600, 2, 3, Long.MIN_VALUE, Long.MAX_VALUE)) {
            for (long document = 0; document < 2000; document += 3) {
                while (records.first() < document) {
                    records.advance();
                }
                if (records.first() == document) {
                    found.add(records.word(1) - 1);
                }
            }
        }

        assertThat(found).hasSize(200).allMatch(document -> document % 6 == 0);
    }

    @Test
    void endsWhereTheRangeOfLocatorsEnds() throws IOException {
        try (RecordsAhead records = records(600, 1, 2, 100, 611)) {
            int count = 0;
            for (; records.first() < Long.MAX_VALUE; records.advance()) {
                assertThat(records.first()).isBetween(100L, 611L);
                count++;
            }
            assertThat(count).as("256 records, a whole block").isEqualTo(256);
        }
    }
}
