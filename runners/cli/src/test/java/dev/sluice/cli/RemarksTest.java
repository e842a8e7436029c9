package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What global steps count documents for beside their decisions. */
class RemarksTest {
    @TempDir
    private Path folder;

    @Test
    void theReportCountsThemAndWarns() throws IOException {
        Files.createDirectories(folder.resolve("in"));
        for (String file : List.of("a", "b")) {
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                String url = i == 0 ? "" : i < 4 ? "Example.org/" + i : "https://example.org/" + i;
                lines.add("{\"id\": \"" + file + i + "\", \"text\": \"t\", \"url\": \"" + url + "\"}");
            }
            Files.write(folder.resolve("in/" + file + ".jsonl"), lines);
        }
        Path recipe = Files.writeString(folder.resolve("recipe.yaml"), """
                input: {path: 'in/*', format: jsonl, id: id}
                steps: [exact_dedup: {field: url, normalise: url}]
                output: {path: out}
                options: {partition_bytes: 1kB}
                """);
        StringWriter err = new StringWriter();

        assertThat(Sluice.execute(new PrintWriter(err), "run", recipe.toString(), "-q"))
                .as(err.toString())
                .isZero();
        Path out = folder.resolve("out/__sluice");
        JsonNode report = new ObjectMapper().readTree(Files.readString(out.resolve("report.json")));
        List<String> remarks = new ArrayList<>();
        report.path("steps")
                .path(0)
                .path("remarks")
                .forEach(remark -> remarks.add(remark.path("name").asText() + " "
                        + remark.path("documents").asLong() + " of "
                        + remark.path("of").asLong()));
        assertThat(remarks).containsExactly("no_address 6 of 40", "nothing_to_compare 2 of 40");
        assertThat(report.path("warnings").findValuesAsText("text"))
                .containsExactly("found no address with scheme and host in 6 of 40 documents, in url");
        assertThat(Files.readString(out.resolve("report.html")))
                .contains("<code>no_address</code> 6 of 40 documents. Of what is compared");
    }
}
