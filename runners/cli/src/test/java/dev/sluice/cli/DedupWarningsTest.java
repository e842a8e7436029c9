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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What reports say of deduplicators whose work is not to drop documents, or not to compare those of the run. */
class DedupWarningsTest {
    private static final int DOCUMENTS = 30;

    @TempDir
    private Path folder;

    private JsonNode report(String step, boolean repeating, String output) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < DOCUMENTS; i++) {
            String notice = repeating ? "a notice that stands below every page of this site" : "a notice of page " + i;
            String own = "the number " + i + " and nothing else in page " + i * 7919;
            lines.add("{\"id\": \"d" + i + "\", \"text\": \"" + own + "\\n" + notice + "\"}");
        }
        Files.write(folder.resolve("in.jsonl"), lines);
        Path recipe = Files.writeString(
                folder.resolve("recipe.yaml"),
                "input: {path: in.jsonl, id: id}\nsteps: [" + step + "]\noutput: {path: " + output + "}\n");
        StringWriter err = new StringWriter();
        int status = Sluice.execute(new PrintWriter(err), "run", recipe.toString(), "-q");
        assertThat(status).as(err.toString()).isZero();
        return new ObjectMapper()
                .readTree(Outputs.side(folder.resolve(output), "report.json").toFile());
    }

    @ParameterizedTest
    @CsvSource({
        "line_dedup, true, false",
        "line_dedup: {annotate: true}, true, false",
        "substring_dedup: {min_bytes: 45}, true, false",
        "line_dedup, false, true",
        "line_dedup: {annotate: true}, false, true",
        "substring_dedup: {min_bytes: 45}, false, true",
    })
    void stepsThatChangeOrMarkDocumentsHaveAnEffect(String step, boolean repeating, boolean warned) throws IOException {
        String warnings = report(step, repeating, "out").path("warnings").toString();

        assertThat(warnings.contains("dropped none of 30 documents"))
                .as(warnings)
                .isEqualTo(warned);
    }

    @Test
    void noCertificateIsIssuedForPairsThatWereNotAskedFor() throws IOException {
        assertThat(report("minhash_dedup: {write_index: own}", true, "first").path("reviews"))
                .hasSize(1);
        String against = "minhash_dedup: {against: [first/__sluice/index/minhash_dedup.index]";

        assertThat(report(against + "}", true, "second").path("reviews")).hasSize(1);
        assertThat(report(against + ", within: false}", true, "third").path("reviews"))
                .isEmpty();
    }
}
