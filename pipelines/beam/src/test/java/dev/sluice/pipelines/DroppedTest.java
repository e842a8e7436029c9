package dev.sluice.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operators.Decision;
import dev.sluice.operators.Locator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DroppedTest {
    private enum Reason {
        DUPLICATE
    }

    @TempDir
    private Path folder;

    private TaskFiles decided(LocalStore store, String step, long... dropped) {
        TableWriter out = new TableWriter(store, step, "0", List.of(DecisionTable.DECISIONS, DecisionTable.SPANS));
        DecisionTable.write(Decision.keep(Locator.of(0, 0), new Decision.Match(0, 0, 2, null)), out);
        for (long locator : dropped) {
            DecisionTable.write(Decision.drop(locator, Reason.DUPLICATE, null), out);
        }
        out.finish();
        TaskFiles files = new TaskFiles();
        files.add(Json.of(out.runs()));
        return files;
    }

    @Test
    void areReadOnceByAllTasksOfAProcess() throws IOException {
        LocalStore store = new LocalStore(folder);
        TaskFiles first = decided(store, "first", Locator.of(0, 3), Locator.of(2, 70));
        TaskFiles second = decided(store, "second", Locator.of(0, 4));
        String run = UUID.randomUUID().toString();

        PassTask.Dropped one = PassTask.Dropped.of(run, store, List.of(first));
        assertThat(one.contains(Locator.of(0, 3))).isTrue();
        assertThat(one.contains(Locator.of(2, 70))).isTrue();
        assertThat(one.contains(Locator.of(0, 0))).isFalse();
        assertThat(one.contains(Locator.of(0, 4))).isFalse();
        PassTask.Dropped both = PassTask.Dropped.of(run, store, List.of(first, second));
        assertThat(both.contains(Locator.of(0, 3))).isTrue();
        assertThat(both.contains(Locator.of(0, 4))).isTrue();

        try (Stream<Path> stored = Files.walk(folder)) {
            for (Path file : stored.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
        assertThat(PassTask.Dropped.of(run, store, List.of(first.copy(), second.copy())))
                .isSameAs(both);
    }

    @Test
    void ofAnotherRunAreOthers() throws IOException {
        LocalStore store = new LocalStore(folder.resolve("one"));
        LocalStore other = new LocalStore(folder.resolve("other"));
        TaskFiles files = decided(store, "step", Locator.of(0, 1));
        decided(other, "step", Locator.of(0, 2));

        assertThat(PassTask.Dropped.of("run", store, List.of(files)).contains(Locator.of(0, 1)))
                .isTrue();
        assertThat(PassTask.Dropped.of("other run", other, List.of(files)).contains(Locator.of(0, 1)))
                .isFalse();
        assertThat(PassTask.Dropped.of("other run", other, List.of()).contains(Locator.of(0, 2)))
                .isFalse();
    }
}
