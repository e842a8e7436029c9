package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

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

/** Deduplicators one behind the other: each knows what those before it said about the documents, as in tests of recipes. */
class AdjacentStepsTest {
    private static final String NEAR_B = "the quick brown fox jumps over the lazy dog today";
    private static final String NEAR_C = "the quick brown fox jumps over the lazy dog again";

    @TempDir
    private Path folder;

    /** Runs steps over texts a, b, c, ... and also as a test of the recipe; gives the ids that both keep. */
    private List<String> kept(String steps, List<String> texts, List<String> expected) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            lines.add(mapper.createObjectNode()
                    .put("id", String.valueOf((char) ('a' + i)))
                    .put("text", texts.get(i))
                    .toString());
        }
        Files.write(folder.resolve("in.jsonl"), lines);
        Path recipe = Files.writeString(
                folder.resolve("recipe.yaml"),
                "input: {path: in.jsonl, format: jsonl, id: id}\nsteps: [" + steps
                        + "]\noutput: {path: out, format: jsonl}\ntests:\n  - {documents: [" + String.join(", ", lines)
                        + "], survivors: " + expected + "}\n");
        StringWriter err = new StringWriter();
        int tested = Sluice.execute(new PrintWriter(err), "test", recipe.toString());
        assertThat(tested).as(err.toString()).isZero();
        int status = Sluice.execute(new PrintWriter(err), "run", recipe.toString(), "-q");
        assertThat(status).as(err.toString()).isZero();
        List<String> ids = new ArrayList<>();
        for (String line : Outputs.lines(folder.resolve("out"))) {
            ids.add(mapper.readTree(line).path("id").asText());
        }
        return ids;
    }

    @Test
    void keepByWhatTheStepBeforeMeasured() throws IOException {
        List<String> expected = List.of("a", "c");
        assertThat(kept(
                        "{exact_dedup: {annotate: true}}, {minhash_dedup: {shingle_words: 2, bands: 40, rows: 1, keep:"
                                + " best, score_field: exact_dedup.cluster_size}}",
                        List.of("something entirely else in here", NEAR_B, NEAR_C, NEAR_C),
                        expected))
                .isEqualTo(expected);
    }

    @Test
    void compareWithinGroupsThatTheStepBeforeFound() throws IOException {
        List<String> expected = List.of("a", "b", "c");
        // b and c are near, but only c has a copy, so they are in different groups.
        assertThat(kept(
                        "{exact_dedup: {annotate: true}}, {minhash_dedup: {shingle_words: 2, bands: 40, rows: 1,"
                                + " group_field: exact_dedup.cluster_size}}",
                        List.of("something entirely else in here", NEAR_B, NEAR_C, NEAR_C),
                        expected))
                .isEqualTo(expected);
    }

    @Test
    void keepBySpansThatTheStepBeforeMarked() throws IOException {
        List<String> expected = List.of("a", "c");
        String notice = "a notice on top of every page of this site";
        // Of the equal b and c, c holds more copied characters, since the first copy of a line is none.
        assertThat(kept(
                        "{line_dedup: {annotate: true}}, {exact_dedup: {keep: best, score_field:"
                                + " line_dedup.span_chars}}",
                        List.of("something entirely else in here", notice, notice),
                        expected))
                .isEqualTo(expected);
    }
}
