package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The records of RedPajama-V2, end to end: what its published implementation made of the same texts. */
class RedpajamaRecordsGoldenTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path LISTS = Golden.directory().resolve("lists").toAbsolutePath();
    private static final Path MODELS = Golden.directory().resolve("models").toAbsolutePath();

    @TempDir
    private Path folder;

    private Path recipe() throws IOException {
        List<String> weights = new ArrayList<>();
        for (String name : List.of("ccnet", "books", "openwebtext", "wikipedia")) {
            weights.add("'" + LISTS + "/dsir/" + name + ".en.1000.counts.npy'");
            weights.add("'" + LISTS + "/dsir/" + name + ".en.lambda.npy'");
        }
        return Files.writeString(folder.resolve("recipe.yaml"), """
                input: {path: golden.jsonl, format: jsonl, id: id}
                steps:
                  - redpajama_signals:
                      url_field: source_domain
                      bad_word_file: LISTS/bad_words/en.txt
                      host_category_file: LISTS/bad_urls/domain_to_category_id.json
                      importance_files: WEIGHTS
                      wikiref_model: MODELS/tiny_wikiref.bin
                      palm_model: MODELS/tiny_palm.bin
                      wikipedia_model: MODELS/tiny_wikipedia.bin
                output: {path: out, format: redpajama, compression: zstd, signals: true}
                """.replace("LISTS", LISTS.toString())
                .replace("WEIGHTS", weights.toString())
                .replace("MODELS", MODELS.toString()));
    }

    @Test
    void equalThePublishedOnes() throws IOException {
        List<JsonNode> cases = Golden.cases("redpajama_signals.jsonl");
        List<String> lines = new ArrayList<>();
        for (JsonNode golden : cases) {
            lines.add(JSON.createObjectNode()
                    .put("id", golden.path("id").asText())
                    .put("text", golden.path("text").asText())
                    .put("source_domain", golden.path("domain").asText(null))
                    .put("language", golden.path("lang").asText())
                    .toString());
        }
        Files.write(folder.resolve("golden.jsonl"), lines);
        StringWriter err = new StringWriter();
        assertThat(Sluice.execute(new PrintWriter(err), "run", recipe().toString(), "-q"))
                .as(err.toString())
                .isEqualTo(0);
        List<String> records = Outputs.lines(folder.resolve("out"));
        assertThat(records).hasSize(cases.size());
        for (int i = 0; i < cases.size(); i++) {
            JsonNode golden = cases.get(i);
            JsonNode record = JSON.readTree(records.get(i));
            assertThat(record.fieldNames()).toIterable().containsExactly("id", "id_int", "metadata", "quality_signals");
            assertThat(record.path("id")).isEqualTo(golden.path("id"));
            assertThat(record.path("metadata").path("language")).isEqualTo(golden.path("lang"));
            JsonNode signals = record.path("quality_signals");
            assertThat(signals).hasSameSizeAs(golden.path("expected"));
            golden.path("expected").properties().forEach(signal -> {
                String name = golden.path("id").asText() + " " + signal.getKey();
                compare(name, signals.path(signal.getKey()), signal.getValue());
            });
        }
    }

    /** Rules are exact; sums over n-grams and models depend on the order of additions. */
    private static void compare(String name, JsonNode found, JsonNode expected) {
        JsonNode value = expected.path(0).path(2);
        boolean model = name.contains("_ml_");
        if (!(model || name.contains("_importance")) || value.isNull()) {
            assertThat(found).as(name).isEqualTo(expected);
        } else {
            assertThat(found).as(name).hasSize(1);
            assertThat(found.path(0).path(1))
                    .as(name)
                    .isEqualTo(expected.path(0).path(1));
            assertThat(found.path(0).path(2).asDouble())
                    .as(name)
                    .isCloseTo(value.asDouble(), within(model ? 1e-5 : 1e-7));
        }
    }
}
