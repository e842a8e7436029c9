package dev.sluice.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.operators.Locator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdIndexTest {
    @TempDir
    private Path folder;

    private static String id(int partition, long ordinal) {
        return "partition " + partition + ", é " + Long.toString(ordinal * 7919, 36);
    }

    private Store stored(int partitions, int ids) throws IOException {
        Store store = new LocalStore(folder);
        for (int partition = 0; partition < partitions; partition++) {
            IdIndex.Writer writer = new IdIndex.Writer();
            for (int ordinal = 0; ordinal < ids; ordinal++) {
                writer.add(id(partition, ordinal));
            }
            writer.store(store, "ids/" + partition);
        }
        return store;
    }

    /** 1 and 50 ids are held at once, 5,000 after some questions, 100,000 (more than 2 MB) never. */
    @ParameterizedTest
    @ValueSource(ints = {1, 50, 5_000, 100_000})
    void findsIdsHoweverLargeAFileIs(int ids) throws IOException {
        Random random = new Random(ids);
        try (IdIndex index = new IdIndex(stored(2, ids), partition -> "ids/" + partition)) {
            for (int i = 0; i < 500; i++) {
                int partition = random.nextInt(2);
                int ordinal = i < 2 ? (ids - 1) * i : random.nextInt(ids);
                assertThat(index.id(Locator.of(partition, ordinal))).isEqualTo(id(partition, ordinal));
            }
        }
    }

    @Test
    void findsIdsOfMoreFilesThanAreKeptOpen() throws IOException {
        Random random = new Random(3);
        try (IdIndex index = new IdIndex(stored(40, 20), partition -> "ids/" + partition)) {
            for (int i = 0; i < 1_000; i++) {
                int partition = random.nextInt(40);
                int ordinal = random.nextInt(20);
                assertThat(index.id(Locator.of(partition, ordinal))).isEqualTo(id(partition, ordinal));
            }
        }
    }

    @Test
    void refusesALocatorWithoutId() throws IOException {
        try (IdIndex index = new IdIndex(stored(1, 20), partition -> "ids/" + partition)) {
            assertThatThrownBy(() -> index.id(Locator.of(0, 20)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no id for ordinal 20 of partition 0");
        }
    }
}
