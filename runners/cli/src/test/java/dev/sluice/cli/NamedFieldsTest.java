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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names in parameters and in the output that no document of a run has. */
class NamedFieldsTest {
    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();

    @BeforeEach
    void makeInput() throws IOException {
        Files.createDirectories(folder.resolve("in"));
        for (String file : List.of("a", "b", "c")) {
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                boolean rare = file.equals("c") && i == 39; // at d333, halt_in_filter halts
                lines.add("{\"id\": \"" + (rare ? "d333" : file + i) + "\", \"text\": \"The document " + i / 2
                        + " of a file.\", \"quality\": " + i
                        + ", \"meta\": {\"lang\": \"en\", \"none\": null}"
                        + (rare ? ", \"rare\": 1}" : "}"));
            }
            Files.write(folder.resolve("in/" + file + ".jsonl"), lines);
        }
    }

    private Path recipe(String steps, String output) throws IOException {
        return Files.writeString(
                folder.resolve("recipe.yaml"),
                "input: {path: 'in/*', format: jsonl, id: id}\nsteps: " + steps + "\noutput: {path: out" + output
                        + "}\noptions: {partition_bytes: 1kB}\n");
    }

    private List<String> warnings(Path recipe, String output, String... more) throws IOException {
        Path out = folder.resolve(output);
        List<String> arguments = new ArrayList<>(List.of("run", recipe.toString(), "-q", "--output", out.toString()));
        arguments.addAll(List.of(more));
        int status = Sluice.execute(new PrintWriter(err), arguments.toArray(new String[0]));
        assertThat(status).as(err.toString()).isZero();
        return warnings(out);
    }

    /** Warnings of a report that are about names, which its page and the summary on the terminal must show, too. */
    private List<String> warnings(Path out) throws IOException {
        List<String> found = new ArrayList<>();
        String page = Files.readString(Outputs.side(out, "report.html"));
        new ObjectMapper()
                .readTree(Outputs.side(out, "report.json").toFile())
                .path("warnings")
                .forEach(warning -> {
                    String text = warning.path("text").asText();
                    if (text.contains(" names ")) {
                        assertThat(page).contains(text.replace("'", "&#39;"));
                        found.add(warning.path("step").asText() + " " + text + ". "
                                + warning.path("hint").asText());
                    }
                });
        return found;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {exact_dedup: {keep: best, score_field: qualty}} | exact_dedup score_field names 'qualty', which none of 120 documents has. Did you mean 'quality'?
            {minhash_dedup: {group_field: field.meta.lag}} | minhash_dedup group_field names 'field.meta.lag', which none of 120 documents has. Did you mean 'field.meta.lang'?
            {minhash_dedup: {group_field: meta.none}} | minhash_dedup group_field names 'meta.none', which none of 120 documents has. Did you mean 'meta.lang'?
            {take: {count: 5, order: highest, by: field.entirely_different}} | take by names 'field.entirely_different', which none of 120 documents has. Look up how the records call it; names joined by dots lead into objects.
            {word_count: {min_words: 1}}, {exact_dedup: {group_field: word_cont.words}} | exact_dedup group_field names 'word_cont.words', which none of 120 documents has. Did you mean 'word_count.words'?
            {url_filter: {field: qalityy, missing: keep}} | url_filter field names 'qalityy', which none of 120 documents has. Did you mean 'quality'?
            {keep_if: field.qality == 3 or id == 'a0'} | keep_if expression names 'field.qality', which none of 120 documents has. Did you mean 'field.quality'?
            {none_of: [{word_count: {min_words: 99}}, {keep_if: field.lang == 'en'}]} | keep_if expression names 'field.lang', which none of 120 documents has. Look up how the records call it; names joined by dots lead into objects.
            {url_filter: {field: urll, drop: false}} | url_filter field names 'urll', which none of 120 documents has. Look up how the records call it; names joined by dots lead into objects.
            {select_fields: {drop: [qualiti, meta]}} | select_fields drop names 'qualiti', which none of 120 documents has. Did you mean 'quality'?
            {rename_fields: {names: {mta: data}}} | rename_fields names names 'mta', which none of 120 documents has. Did you mean 'meta'?
            {statistics: {by: [quality, mett]}} | statistics by names 'mett', which none of 120 documents has. Did you mean 'meta'?
            {substring_dedup: {min_bytes: 20}}, {simhash_dedup: {keep: best, score_field: quallity}} | simhash_dedup score_field names 'quallity', which none of 20 documents has. Did you mean 'quality'?
            {exact_dedup: {keep: best, score_field: rare}} |
            {exact_dedup: {field: quality, group_field: meta.lang}}, {take: {share: 0.5, per: field.meta}} |
            {set_field: {name: topic, value: \"'x'\"}}, {exact_dedup: {group_field: topic}} |
            statistics, {word_count: {min_words: 1}}, {take: {count: 3, order: lowest, by: word_count.words}} |
            """)
    void areTold(String steps, String expected) throws IOException {
        assertThat(warnings(recipe("[" + steps.replace("\\\"", "\"") + "]", ""), "out"))
                .isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    @Test
    void areToldOfTheOutput() throws IOException {
        Path recipe = recipe("[]", ", partition_by: mta, fields: [quality, qualityy]");
        assertThat(warnings(recipe, "out"))
                .containsExactly(
                        "output partition_by names 'mta', which none of 120 documents has. Did you mean 'meta'?",
                        "output fields names 'qualityy', which none of 120 documents has. Did you mean 'quality'?");
    }

    @Test
    void areToldAlikeAtAnyParallelismOnTheDirectRunnerAndByAResumedRun() throws Exception {
        Path marker = folder.resolve("marker");
        Path recipe = recipe(
                "[{exact_dedup: {field: field.idd}}, {halt_in_filter: {marker: " + marker
                        + "}}, {minhash_dedup: {group_field: mta}}]",
                ", partition_by: crawl");
        Path out = folder.resolve("out");
        Forked process = new Forked(folder.resolve("log"));
        assertThat(process.run(List.of(), "run", recipe.toString(), "-q", "-p", "2"))
                .isEqualTo(137);
        assertThat(marker).exists();
        assertThat(process.run(List.of(), "run", recipe.toString(), "-q", "--resume"))
                .as(Files.readString(folder.resolve("log")))
                .isZero();
        List<String> resumed = warnings(out);
        assertThat(resumed)
                .containsExactly(
                        "exact_dedup field names 'field.idd', which none of 120 documents has. Did you mean 'field.id'?",
                        "minhash_dedup group_field names 'mta', which none of 120 documents has. Did you mean 'meta'?",
                        "output partition_by names 'crawl', which none of 20 documents has. Look up how the records call"
                                + " it; names joined by dots lead into objects.");
        assertThat(warnings(recipe, "one", "-p", "1")).isEqualTo(resumed);
        assertThat(warnings(recipe, "four", "-p", "4")).isEqualTo(resumed);
        assertThat(warnings(recipe, "direct", "--runner", "direct")).isEqualTo(resumed);
    }

    /** What a step names reaches it in a later stage also where it is long and the output does not carry signals. */
    @ParameterizedTest
    @ValueSource(strings = {"", "substring_dedup, "})
    void areFoundAmongSignalsOfEarlierStages(String between) throws IOException {
        Path file = folder.resolve("lines.jsonl");
        Files.writeString(
                file,
                "{\"id\": \"one\", \"text\": \"two words\\nword\"}\n{\"id\": \"two\", \"text\": \"one mouse\\nmice\"}\n");
        Path recipe = recipe(
                "[redpajama_signals, " + between + "{exact_dedup: {field: rps_lines_num_words}}]", ", format: jsonl");
        assertThat(warnings(recipe, "out", "--set", "input.path=" + file)).isEmpty();
        assertThat(Outputs.lines(folder.resolve("out"))).hasSize(1);
    }
}
