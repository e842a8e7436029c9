package dev.sluice.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.connectors.Mapping;
import dev.sluice.connectors.OutputSchema;
import dev.sluice.connectors.jsonl.JsonlOutput;
import dev.sluice.operators.Document;
import dev.sluice.operators.Fields;
import dev.sluice.operators.Position;
import dev.sluice.operators.Spec;
import dev.sluice.plan.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shards are opened before their first document, so that one which never gets any must vanish. */
class ShardsTest {
    /** A document is 27 bytes as a line: {"id":"a","text":"one two"}. */
    private static final Document DOCUMENT = Document.of("a", "one two", Fields.NONE, Position.NONE);

    @TempDir
    private Path folder;

    private Shards shards(long shardBytes) throws IOException {
        Output output = new Output(
                Spec.build(JsonlOutput.class).build(),
                "out",
                shardBytes,
                null,
                List.of(),
                false,
                Output.Rejects.NONE,
                true);
        return new Shards(
                new LocalStore(folder),
                output,
                OutputSchema.of(List.of(new Mapping("text", "id")), List.of(), Map.of()),
                "shards/0");
    }

    private List<String> files() throws IOException {
        try (var all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    /** Shards of two documents each: the last one is full, half full, or has none. */
    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "2, 1", "3, 2", "4, 2", "5, 3"})
    void leavesNoShardWithoutDocuments(int documents, int expected) throws IOException {
        try (Shards shards = shards(30)) {
            for (int i = 0; i < documents; i++) {
                shards.write(DOCUMENT);
            }
            shards.finishShard();

            assertThat(shards.shards()).hasSize(expected);
            assertThat(shards.files()).hasSize(expected);
            long sum = 0;
            for (JsonNode shard : shards.shards()) {
                sum += shard.path("documents").asLong();
                assertThat(shard.path("documents").asLong()).isPositive();
            }
            assertThat(sum).isEqualTo(documents);
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < expected; i++) {
            names.add("shards/0-" + i + ".jsonl.zst");
        }
        assertThat(files()).isEqualTo(names);
    }

    @Test
    void aLabelWithoutDocumentsLeavesNothing() throws IOException {
        try (Shards shards = shards(1 << 20)) {
            shards.label("de");
            shards.label("en");
            shards.write(DOCUMENT);
            shards.label("fr");
            shards.finishShard();

            assertThat(shards.shards()).hasSize(1);
            assertThat(shards.shards().get(0).path("label").asText()).isEqualTo("en");
        }
        assertThat(files()).containsExactly("shards/0-0.jsonl.zst");
    }

    @Test
    void whatIsGivenUpLeavesNoFile() throws IOException {
        Shards shards = shards(1 << 20);
        shards.write(DOCUMENT);
        shards.close();

        assertThat(files()).isEmpty();
    }
}
