package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.operators.testkit.Golden;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Embeddings of documents, end to end. */
class VectorsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path MODEL =
            Golden.directory().resolve("models/tiny_palm.bin").toAbsolutePath();
    private static final int DOCUMENTS = 300;

    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(folder.resolve("in"));
        Corpus corpus = new Corpus(8);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < DOCUMENTS; i++) {
            String text = (i % 2 == 0 ? "the market report " : "buy cheap now ") + corpus.text(40);
            lines.add(JSON.createObjectNode()
                    .put("id", "d" + i)
                    .put("text", text)
                    .put("half", i % 2)
                    .toString());
        }
        Files.write(folder.resolve("in/a.jsonl"), lines);
        Files.writeString(folder.resolve("targets.jsonl"), "{\"text\": \"the market report of the president\"}\n");
    }

    private Path recipe(String steps, String output) throws IOException {
        Path recipe = folder.resolve("recipe.yaml");
        Files.writeString(
                recipe,
                "name: test\ninput: {path: 'in/*', format: jsonl, id: id}\nsteps: " + steps + "\noutput: {path: out"
                        + output + "}\noptions: {partition_bytes: 4kB}\n");
        return recipe;
    }

    private int execute(Path recipe, String output, String parallelism) {
        return Sluice.execute(
                new PrintWriter(err),
                "run",
                recipe.toString(),
                "-q",
                "--output",
                folder.resolve(output).toString(),
                "-p",
                parallelism);
    }

    private Path run(Path recipe, String output, String parallelism) {
        assertThat(execute(recipe, output, parallelism)).as(err.toString()).isEqualTo(0);
        return folder.resolve(output);
    }

    private static String embed() {
        return "{embed: {model: '" + MODEL + "'}}";
    }

    private static String similarity(String bound) {
        return "{embedding_similarity: {targets: targets.jsonl, model: '" + MODEL + "'" + bound + "}}";
    }

    @Test
    void writesAListOfNumbersAsAColumn() throws IOException {
        String steps = "[" + embed() + ", " + similarity("") + "]";
        Path recipe = recipe(steps, ", signals: true");
        Path jsonl = run(recipe, "jsonl", "1");
        assertThat(Outputs.checksums(run(recipe, "three", "3"))).isEqualTo(Outputs.checksums(jsonl));
        Path parquet = run(recipe(steps, ", format: parquet, signals: true"), "parquet", "3");
        Path back = folder.resolve("back.yaml");
        Files.writeString(
                back, "input: {path: '" + parquet + "/*.parquet', format: parquet, id: id}\noutput: {path: rows}\n");
        List<String> rows = Outputs.lines(run(back, "rows", "1"));
        List<String> lines = Outputs.lines(jsonl);
        assertThat(lines).hasSize(DOCUMENTS);
        assertThat(rows).hasSize(DOCUMENTS);
        for (int i = 0; i < DOCUMENTS; i++) {
            JsonNode signals = JSON.readTree(lines.get(i)).path("signals");
            JsonNode vector = signals.path("embed.vector");
            assertThat(vector.isArray()).isTrue();
            assertThat(vector).hasSize(8);
            double squares = 0;
            for (JsonNode number : vector) {
                squares += number.asDouble() * number.asDouble();
                assertThat(number.asText().length()).isLessThanOrEqualTo(14);
            }
            assertThat(Math.abs(squares - 1)).isLessThan(1e-6);
            JsonNode row = JSON.readTree(rows.get(i));
            assertThat(JSON.readTree(row.path("embed.vector").asText())).isEqualTo(vector);
            assertThat(row.path("embedding_similarity.similarity").asDouble())
                    .isEqualTo(signals.path("embedding_similarity.similarity").asDouble());
        }
        assertThat(Files.readString(Outputs.side(jsonl, "report.json"))).contains("embedding_similarity.similarity");
    }

    /** The vector is measured before a global step and used behind it, though nothing writes it. */
    @Test
    void reachesStepsInLaterStages() throws IOException {
        Path recipe = recipe("[" + embed() + ", exact_dedup, " + similarity(", min_similarity: 0") + "]", "");
        Path one = run(recipe, "one", "1");
        Map<String, String> bytes = Outputs.checksums(one);
        assertThat(Outputs.checksums(run(recipe, "three", "3"))).isEqualTo(bytes);
        List<String> lines = Outputs.lines(one);
        assertThat(lines).hasSizeBetween(DOCUMENTS / 3, 2 * DOCUMENTS / 3);
        assertThat(lines).allMatch(line -> line.contains("\"half\":0"));
    }

    @Test
    void refusesVectorsInExpressions() throws IOException {
        Path recipe = recipe("[" + embed() + ", {keep_if: 'embed.vector > 0.5'}]", "");
        assertThat(execute(recipe, "out", "1")).isEqualTo(2);
        assertThat(err.toString()).contains("names 'embed.vector', which is a vector");
    }

    @Test
    void refusesOtherSignalsAsVectors() throws IOException {
        Path recipe = recipe(
                "[word_count, {embedding_similarity: {targets: targets.jsonl, model: '" + MODEL
                        + "', vector: word_count.words}}]",
                "");
        assertThat(execute(recipe, "out", "1")).isEqualTo(2);
        assertThat(err.toString()).contains("needs a vector, and 'word_count.words' is none");
    }
}
