package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operators that remove parts of texts, end to end. */
class SpanRemovalTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();

    private Path run(Path recipe, String output, String... more) {
        Path out = folder.resolve(output);
        List<String> arguments = new ArrayList<>(List.of("run", recipe.toString(), "-q", "--output", out.toString()));
        arguments.addAll(List.of(more));
        assertThat(Sluice.execute(new PrintWriter(err), arguments.toArray(new String[0])))
                .as(err.toString())
                .isEqualTo(0);
        return out;
    }

    private Path recipe(String steps, String more) throws IOException {
        Path recipe = folder.resolve("recipe.yaml");
        Files.writeString(
                recipe,
                "name: test\ninput: {path: 'in/*', format: jsonl, id: id}\nsteps: " + steps
                        + "\noutput: {path: out, signals: true}\n" + more);
        return recipe;
    }

    private void write(int documents) throws IOException {
        Files.createDirectories(folder.resolve("in"));
        Random random = new Random(3);
        Corpus corpus = new Corpus(3);
        List<String> frequent = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            frequent.add(corpus.text(5 + random.nextInt(40)) + "\uD83D\uDE00");
        }
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < documents; i++) {
            List<String> text = new ArrayList<>();
            for (int j = random.nextInt(8); j >= 0; j--) {
                text.add(
                        random.nextInt(3) == 0
                                ? frequent.get(random.nextInt(40))
                                : corpus.text(10 + random.nextInt(30)));
            }
            ObjectNode line = JSON.createObjectNode();
            lines.add(
                    line.put("id", "d" + i).put("text", String.join("\n", text)).toString());
            if (i % 20 == 0) {
                lines.add(line.put("id", "copy" + i).toString());
            }
        }
        Files.write(folder.resolve("in/a.jsonl"), lines);
    }

    private static Map<String, String> texts(Path file) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        for (String line : Files.isDirectory(file) ? Outputs.lines(file) : Files.readAllLines(file)) {
            JsonNode json = JSON.readTree(line);
            texts.put(json.get("id").asText(), json.get("text").asText());
        }
        return texts;
    }

    /** Steps before, between and behind: what each one sees is what the one before left. */
    @Test
    void givesTheSameBytesAtAnyParallelism() throws IOException {
        write(900);
        Path recipe = recipe(
                "[fix_unicode, exact_dedup, line_dedup, {word_count: {min_words: 3}}, minhash_dedup,"
                        + " {substring_dedup: {min_bytes: 60, annotate: true, as: marked}}, {substring_dedup: {min_bytes: 60, mode: remove_all}},"
                        + " {line_dedup: {as: frequent, mode: drop_frequent, max_count: 2, unit: paragraph}}, exact_dedup: {as: again}]",
                "options: {partition_bytes: 60kB}");
        Map<String, String> one = Outputs.checksums(run(recipe, "p1", "-p", "1"));
        assertThat(one).containsKey("part-00002.jsonl.zst");
        assertThat(Outputs.checksums(run(recipe, "p2", "-p", "2"))).isEqualTo(one);
        assertThat(Outputs.checksums(run(recipe, "p5", "-p", "5"))).isEqualTo(one);
    }

    /** What the page of substring_dedup says to do for a replacement. */
    @Test
    void putsSomethingInPlaceOfSpans() throws IOException {
        write(60);
        Path out = run(
                recipe(
                        "[exact_dedup, {substring_dedup: {min_bytes: 60, annotate: true, snap: word}},"
                                + " {replace_spans: {spans: substring_dedup.spans, replacement: '[...] '}}]",
                        ""),
                "out");
        Map<String, String> before = texts(folder.resolve("in/a.jsonl"));
        int replaced = 0;
        for (Map.Entry<String, String> text : texts(out).entrySet()) {
            if (text.getValue().contains("[...] ")) {
                replaced++;
                String original = before.get(text.getKey());
                for (String piece : text.getValue().split("\\[\\.\\.\\.] ", -1)) {
                    assertThat(original).contains(piece);
                }
            }
        }
        assertThat(replaced).isPositive();
    }

    @Test
    void removesWhatTheSpansSayAndNothingElse() throws IOException {
        write(400);
        Path out = run(recipe("[exact_dedup, {line_dedup: {min_doc_chars_left: 40}}]", ""), "out");
        Map<String, String> before = texts(folder.resolve("in/a.jsonl"));
        List<String> lines = Outputs.lines(out);
        int edited = 0;
        for (String line : lines) {
            JsonNode json = JSON.readTree(line);
            String original = before.get(json.get("id").asText());
            JsonNode spans = json.findValue("line_dedup.spans");
            StringBuilder rest = new StringBuilder();
            int[] points = original.codePoints().toArray();
            int at = 0;
            for (JsonNode span : spans == null || spans.isNull() ? JSON.createArrayNode() : spans) {
                rest.append(new String(points, at, span.get(0).asInt() - at));
                at = span.get(1).asInt();
            }
            edited += at > 0 ? 1 : 0;
            rest.append(new String(points, at, points.length - at));
            assertThat(json.get("text").asText()).isEqualTo(rest.toString());
        }
        assertThat(edited).isGreaterThan(100);
        List<String> all = new ArrayList<>();
        texts(out).values().forEach(text -> all.addAll(List.of(text.split("\n", -1))));
        assertThat(all).doesNotHaveDuplicates();
        assertThat(Outputs.lines(Outputs.side(out, "rejects")))
                .anyMatch(line -> line.contains("\"reason\":\"too_little_left\""));

        Path ledger = folder.resolve("ledger.yaml");
        Files.writeString(
                ledger,
                "input: {path: '" + Outputs.side(out, "ledger")
                        + "/*', format: parquet, text: id}\noutput: {path: rows}\n");
        int told = 0;
        for (String line : Outputs.lines(run(ledger, "rows"))) {
            JsonNode row = JSON.readTree(line);
            JsonNode spans = row.path("line_dedup.spans");
            if (spans.isTextual()) {
                int chars = 0;
                for (JsonNode span : JSON.readTree(spans.asText())) {
                    chars += span.get(1).asInt() - span.get(0).asInt();
                }
                assertThat(row.path("line_dedup.span_chars").asInt()).isEqualTo(chars);
                told++;
            }
            assertThat(spans.isTextual() || !row.path("reason").asText().equals("too_little_left"))
                    .isTrue();
        }
        assertThat(told).isGreaterThan(edited);

        JsonNode report = JSON.readTree(Files.readString(Outputs.side(out, "report.json")));
        String step = report.findValues("modified").toString();
        assertThat(step).contains(Integer.toString(edited));
    }
}
