package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.connectors.Blob;
import dev.sluice.connectors.Limits;
import dev.sluice.connectors.Mapping;
import dev.sluice.connectors.RecordReader;
import dev.sluice.connectors.Slice;
import dev.sluice.connectors.parquet.ParquetInput;
import dev.sluice.operators.Document;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every duplicate knows its survivor: in the ledger, and where all stay also in the output. */
class DuplicateLedgerTest {
    @TempDir
    private Path folder;

    private Path run(String step, String output, String... options) throws IOException {
        Path input = Files.createDirectories(folder.resolve("in")).resolve("a.jsonl");
        new Corpus(5).write(input, 120);
        Path recipe = folder.resolve("recipe.yaml");
        Files.writeString(
                recipe,
                "input: {path: 'in/*.jsonl', id: id}\nsteps: [" + step + "]\noutput: {path: " + output
                        + ", signals: true}\noptions: {partition_bytes: 40kB}\n");
        StringWriter err = new StringWriter();
        List<String> arguments = new ArrayList<>(List.of("run", recipe.toString(), "-q"));
        arguments.addAll(List.of(options));
        assertThat(Sluice.execute(new PrintWriter(err), arguments.toArray(String[]::new)))
                .as(err.toString())
                .isZero();
        return folder.resolve(output);
    }

    /** Rows by id. */
    static Map<String, Document> ledger(Path output) throws IOException {
        Map<String, Document> rows = new TreeMap<>();
        List<Path> files = new ArrayList<>();
        try (var all = Files.list(output.resolve("__sluice/ledger"))) {
            all.sorted().forEach(files::add);
        }
        assertThat(files).hasSizeGreaterThan(1);
        for (Path file : files) {
            Slice whole = Slice.whole(file.toString(), Files.size(file));
            try (RecordReader reader = new ParquetInput()
                    .open(Blob.ofFile(file, file.toString()), whole, new Mapping("id", "id"), Limits.of(1L << 24))) {
                for (RecordReader.Item item = reader.next(); item != null; item = reader.next()) {
                    Document row = ((RecordReader.Item.Good) item).document();
                    rows.put(row.id(), row);
                }
            }
        }
        return rows;
    }

    private static @Nullable Object value(@Nullable Document row, String column) {
        return row == null ? null : row.field(column);
    }

    @ParameterizedTest
    @CsvSource({
        "exact_dedup, exact_dedup, copy",
        "'minhash_dedup: {verify: sketch}', minhash_dedup, near",
        "'minhash_dedup: {verify: exact}', minhash_dedup, near",
        "'minhash_dedup: {keep: last}', minhash_dedup, near",
        "'simhash_dedup: {distance: 8}', simhash_dedup, copy"
    })
    void removedDocumentsNameTheirSurvivor(String step, String name, String kind) throws IOException {
        Map<String, Document> rows = ledger(run(step, "out"));
        boolean last = step.contains("last");
        int checked = 0;
        for (int i = 0; i < 120; i++) {
            String first = "d" + i;
            String second = kind + i;
            if (!rows.containsKey(second) || rows.containsKey("copy" + i) == rows.containsKey("near" + i)) {
                continue;
            }
            checked++;
            String survivor = last ? second : first;
            Document dropped = rows.get(last ? first : second);
            assertThat(value(dropped, "fate")).isEqualTo("dropped");
            assertThat(value(dropped, "step")).isEqualTo(name);
            assertThat(value(dropped, "duplicate_of")).isEqualTo(survivor);
            assertThat(value(dropped, "cluster")).isEqualTo(first);
            assertThat(value(dropped, "cluster_size")).hasToString("2");
            if (step.contains("verify")) {
                assertThat(((Number) value(dropped, "similarity")).doubleValue())
                        .isBetween(0.8, 1.0);
            } else {
                assertThat(value(dropped, "similarity")).isNull();
            }
            Document kept = rows.get(survivor);
            assertThat(value(kept, "fate")).isEqualTo("kept");
            assertThat(value(kept, name + ".survivor")).isEqualTo(survivor);
            assertThat(value(kept, name + ".cluster_size")).hasToString("2");
        }
        assertThat(checked).isGreaterThan(5);
    }

    /** Behind another deduplicator, whose evidence is taken in one reading with that of the first round, and over partitions. */
    @ParameterizedTest
    @CsvSource({"local, smallest_id, false", "star, longest, false", "local, last, true", "star, last, true"})
    void trueSimilaritiesAreTheSameAtAnyParallelism(String components, String keep, boolean annotate)
            throws IOException {
        String steps = "exact_dedup, minhash_dedup: {verify: exact, verify_threshold: 0.5, components: " + components
                + ", keep: " + keep + ", annotate: " + annotate + "}";
        Path one = run(steps, "one", "-p", "1");
        Path four = run(steps, "four", "-p", "4");

        assertThat(Outputs.checksums(four)).isEqualTo(Outputs.checksums(one));
        int measured = 0;
        for (Document row : ledger(one).values()) {
            Object similarity = value(row, annotate ? "minhash_dedup.similarity" : "similarity");
            if (similarity != null) {
                measured++;
                assertThat(((Number) similarity).doubleValue()).isBetween(0.5, 1.0);
            }
        }
        assertThat(measured).isGreaterThan(5);
    }

    @Test
    void markedDocumentsCarryClusterAndSurvivorInTheOutputAndTheLedger() throws IOException {
        Path output = run("minhash_dedup: {annotate: true, keep: last, verify: sketch}", "marked");
        Map<String, Document> rows = ledger(output);
        List<String> lines = Outputs.lines(output);
        assertThat(lines).hasSameSizeAs(Files.readAllLines(folder.resolve("in/a.jsonl")));
        String line = lines.stream()
                .filter(one -> one.startsWith("{\"id\": \"d16\""))
                .findFirst()
                .orElseThrow();
        JsonNode json = new ObjectMapper().readTree(line);
        assertThat(json.findValue("minhash_dedup.cluster").asText()).isEqualTo("d16");
        assertThat(json.findValue("minhash_dedup.cluster_size").asInt()).isEqualTo(2);
        assertThat(json.findValue("minhash_dedup.survivor").asText()).isEqualTo("near16");
        assertThat(json.findValue("minhash_dedup.kept").asBoolean(true)).isFalse();
        assertThat(value(rows.get("d16"), "minhash_dedup.kept")).isEqualTo(false);
        assertThat(value(rows.get("near16"), "minhash_dedup.kept")).isEqualTo(true);
        assertThat(value(rows.get("near16"), "minhash_dedup.similarity")).isEqualTo(1.0);
        assertThat(value(rows.get("d17"), "minhash_dedup.cluster")).isNull();
    }
}
