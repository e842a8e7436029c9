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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fields of CCNet's records, end to end: what CCNet itself left of each text by itself. */
class CcnetRecordsGoldenTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RECIPE = """
            input: {path: golden.jsonl, format: jsonl, id: id, text: raw_content}
            steps:
              - line_dedup: {mode: drop_repeated, normalise: ccnet, min_chars: 0, group_field: field.group, annotate: true}
              - ccnet_lines
            output: {path: out}
            """;

    @TempDir
    private Path folder;

    @Test
    void equalWhatCcnetKeeps() throws IOException {
        List<String> lines = new ArrayList<>();
        Map<String, JsonNode> expected = new HashMap<>();
        for (JsonNode golden : Golden.cases("ccnet.jsonl")) {
            String id = golden.path("id").asText();
            JsonNode left = golden.path("expected").path("in_document_dedup");
            if (!left.path("raw_content")
                    .asText()
                    .isEmpty()) { // CCNet keeps a blank line, which no later step of it does
                expected.put(id, left);
            }
            lines.add(JSON.createObjectNode()
                    .put("id", id)
                    .put("group", id)
                    .put("raw_content", golden.path("text").asText())
                    .toString());
        }
        Files.write(folder.resolve("golden.jsonl"), lines);
        Path recipe = Files.writeString(folder.resolve("recipe.yaml"), RECIPE);
        StringWriter err = new StringWriter();
        assertThat(Sluice.execute(new PrintWriter(err), "run", recipe.toString(), "-q"))
                .as(err.toString())
                .isEqualTo(0);
        List<String> records = Outputs.lines(folder.resolve("out"));
        assertThat(records).hasSameSizeAs(expected.keySet());
        for (String line : records) {
            JsonNode record = JSON.readTree(line);
            JsonNode left = expected.get(record.path("id").asText());
            for (String field :
                    List.of("raw_content", "length", "nlines", "original_length", "original_nlines", "line_ids")) {
                assertThat(record.path(field))
                        .as(record.path("id").asText() + " " + field)
                        .isEqualTo(left.path(field));
            }
        }
    }
}
