package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs on the embedded engine. */
class RunEndToEndTest {
    private static final String STEPS = "[exact_dedup, minhash_dedup, {word_count: {min_words: 85}}]";

    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();

    @BeforeEach
    void makeFolder() throws IOException {
        Files.createDirectories(folder.resolve("in"));
    }

    private Path recipe(String steps, String more) throws IOException {
        Path recipe = folder.resolve("recipe.yaml");
        Files.writeString(
                recipe,
                "name: test\ninput: {path: 'in/*', format: jsonl, id: id}\nsteps: " + steps + "\noutput: {path: out}\n"
                        + more);
        return recipe;
    }

    private int sluice(String... arguments) {
        return Sluice.execute(new PrintWriter(err), arguments);
    }

    private Path run(Path recipe, String output, String... more) {
        Path out = folder.resolve(output);
        List<String> arguments = new ArrayList<>(List.of("run", recipe.toString(), "-q", "--output", out.toString()));
        arguments.addAll(List.of(more));
        assertThat(sluice(arguments.toArray(new String[0]))).as(err.toString()).isEqualTo(0);
        return out;
    }

    @Test
    void writesTheSameBytesAtAnyParallelismAndOnTheDirectRunner() throws IOException {
        new Corpus(1).write(folder.resolve("in/a.jsonl"), 700);
        new Corpus(2).write(folder.resolve("in/b.jsonl"), 100);
        Path recipe = recipe(STEPS, "options: {partition_bytes: 100kB}");
        Map<String, String> one = Outputs.checksums(run(recipe, "p1", "-p", "1"));
        assertThat(one).containsKey("part-00005.jsonl.zst");
        assertThat(Outputs.checksums(run(recipe, "p2", "-p", "2"))).isEqualTo(one);
        assertThat(Outputs.checksums(run(recipe, "p5", "-p", "5"))).isEqualTo(one);
        assertThat(Outputs.checksums(run(recipe, "direct", "--runner", "direct")))
                .isEqualTo(one);
    }

    @Test
    void findsPlantedDuplicatesAndKeepsUntouchedRecordsByteForByte() throws IOException {
        int lines = new Corpus(3).write(folder.resolve("in/a.jsonl"), 300);
        Path out = run(recipe("[exact_dedup, minhash_dedup]", ""), "out");
        List<String> read = Files.readAllLines(folder.resolve("in/a.jsonl"));
        List<String> written = Outputs.lines(out);
        assertThat(written).hasSize(300).isSubsetOf(read);
        assertThat(written).noneMatch(line -> line.contains("\"copy") || line.contains("\"near"));
        assertThat(Outputs.lines(Outputs.side(out, "rejects"))).hasSize(lines - 300);
        assertThat(Outputs.lines(Outputs.side(out, "rejects")).get(0))
                .contains("\"duplicate_of\":\"d0\"")
                .contains("\"reason\":\"duplicate\"");
    }

    @Test
    void givesOneDeadLetterForOneBadRecordAmongAThousand() throws IOException {
        Corpus corpus = new Corpus(4);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            lines.add(i == 500 ? "{\"id\": \"bad\"" : Corpus.line("d" + i, corpus.text(20)));
        }
        Files.write(folder.resolve("in/a.jsonl"), lines);
        Path out = run(recipe("[]", ""), "out");
        assertThat(Outputs.lines(out)).hasSize(999);
        assertThat(Outputs.lines(Outputs.side(out, "dead-letters")))
                .singleElement()
                .asString()
                .contains("\"reason\":\"invalid_json\"")
                .contains("\"file\":\"a.jsonl\"");
    }

    @Test
    void managesWithEmptyInputAndEmptyOutput() throws IOException {
        Files.write(folder.resolve("in/empty.jsonl"), new byte[0]);
        assertThat(Outputs.lines(run(recipe(STEPS, ""), "none"))).isEmpty();
        Files.writeString(folder.resolve("in/empty.jsonl"), Corpus.line("a", "word") + "\n");
        assertThat(Outputs.lines(run(recipe(STEPS, ""), "dropped"))).isEmpty();
        assertThat(Outputs.lines(run(recipe("[exact_dedup, minhash_dedup]", ""), "word")))
                .hasSize(1);
    }

    @Test
    void skipsALineBeyondTheLimitAndReadsItWhenTheLimitIsRaised() throws IOException {
        String huge = "word ".repeat(4_000_000);
        Files.write(
                folder.resolve("in/a.jsonl"),
                List.of(Corpus.line("small", "one two"), Corpus.line("huge", huge), Corpus.line("last", "three")));
        Path capped = run(recipe("[]", ""), "capped");
        assertThat(Outputs.lines(capped)).hasSize(2);
        assertThat(Outputs.lines(Outputs.side(capped, "dead-letters")))
                .singleElement()
                .asString()
                .contains("too_long");
        Path raised = run(recipe("[]", "options: {max_document_bytes: 32MB}"), "raised");
        assertThat(Outputs.lines(raised)).hasSize(3);
    }

    @Test
    void stopsAtATruncatedGzipFileUnlessToldOtherwise() throws IOException {
        new Corpus(5).write(folder.resolve("plain.jsonl"), 400);
        Path gzip = folder.resolve("in/a.jsonl.gz");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(gzip))) {
            Files.copy(folder.resolve("plain.jsonl"), out);
        }
        byte[] whole = Files.readAllBytes(gzip);
        Files.write(gzip, Arrays.copyOf(whole, whole.length / 2));
        Path recipe = recipe("[]", "");
        assertThat(sluice("run", recipe.toString(), "-q")).isEqualTo(6);
        assertThat(err.toString()).contains("a.jsonl.gz").contains("truncated").contains("on_corrupt");
        Path prefix = run(recipe("[]", "options: {on_corrupt: keep_prefix, max_error_share: 1}"), "prefix");
        assertThat(Outputs.lines(prefix).size()).isBetween(100, 400);
        Path none = run(recipe("[]", "options: {on_corrupt: quarantine, max_error_share: 1}"), "none");
        assertThat(Outputs.lines(none)).isEmpty();
        assertThat(Outputs.lines(Outputs.side(none, "dead-letters")))
                .singleElement()
                .asString()
                .contains("corrupt_file");
        // The lost rest of a file counts as one record, so that the numbers of the manifest add up.
        assertThat(Files.readString(none.resolve("__sluice/manifest.json")).replaceAll("\\s", ""))
                .contains("\"records\":1,\"documents\":0,\"dead_letters\":1");
    }

    /** The corrupt file is found out when shards with its documents are stored already. */
    @Test
    void leavesAllDocumentsOfAQuarantinedFileOutAndNoOthers() throws IOException {
        List<String> expected = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            Path plain = folder.resolve(name);
            new Corpus(name.charAt(0)).write(plain, 100);
            Path gzip = folder.resolve("in/" + name + ".jsonl.gz");
            try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(gzip))) {
                Files.copy(plain, out);
            }
            if (name.equals("b")) {
                byte[] whole = Files.readAllBytes(gzip);
                Files.write(gzip, Arrays.copyOf(whole, whole.length * 9 / 10));
            } else {
                expected.addAll(Files.readAllLines(plain));
            }
        }
        Path recipe = recipe("[]", "options: {on_corrupt: quarantine}");
        Files.writeString(
                recipe,
                Files.readString(recipe).replace("output: {path: out}", "output: {path: out, shard_bytes: 20kB}"));

        assertThat(Outputs.lines(run(recipe, "out"))).isEqualTo(expected);
    }

    @Test
    void namesTheLineOfAListThatCannotBeRead() throws IOException {
        Files.writeString(folder.resolve("in/a.jsonl"), "{\"id\": \"a\", \"text\": \"b\"}\n");
        Files.write(folder.resolve("list.txt"), new byte[] {'a', '\n', (byte) 0xf6, '\n'});
        Path recipe = recipe("[{url_filter: {domain_files: [list.txt]}}]", "");
        assertThat(sluice("run", recipe.toString(), "-q")).isEqualTo(6);
        assertThat(err.toString())
                .contains("list.txt, line 2: is not UTF-8; repair or replace the file")
                .doesNotContain("Exception");
    }

    @Test
    void failsWhereEveryRecordFails() throws IOException {
        Files.writeString(folder.resolve("in/a.jsonl"), "{\"body\": \"a\"}\n{\"body\": \"b\"}\n");
        Path recipe = recipe("[]", "");
        assertThat(sluice("run", recipe.toString(), "-q")).isNotZero();
        assertThat(err.toString()).contains("2 of 2 records could not be processed");
    }

    @Test
    void packsManyTinyFilesAndAppliesSkipAndLimitAcrossThem() throws IOException {
        for (int i = 0; i < 600; i++) {
            Files.writeString(
                    folder.resolve(String.format("in/f%04d.jsonl", i)), Corpus.line("d" + i, "text " + i) + "\n");
        }
        Path all = run(recipe("[]", ""), "all");
        try (Stream<Path> files = Files.list(Outputs.side(all, "ledger"))) {
            assertThat(files.count()).isEqualTo(3); // 600 files, at most 256 a partition
        }
        assertThat(Outputs.lines(all)).hasSize(600);
        Path some = run(recipe("[]", ""), "some", "--set", "input.skip=250", "--set", "input.limit=20");
        assertThat(Outputs.lines(some)).hasSize(20);
        assertThat(Outputs.lines(some).get(0)).contains("\"d250\"");
    }

    @Test
    void doesNothingWhenDoneAndRefusesAnotherRunWithoutOverwrite() throws IOException {
        new Corpus(6).write(folder.resolve("in/a.jsonl"), 50);
        Path recipe = recipe("[exact_dedup]", "");
        Path out = run(recipe, "out");
        Map<String, String> first = Outputs.checksums(out);
        String manifest = Files.readString(out.resolve("__sluice/manifest.json")); // which tells when the run was
        run(recipe, "out");
        run(recipe, "out", "--overwrite");
        assertThat(Outputs.checksums(out)).isEqualTo(first);
        assertThat(Files.readString(out.resolve("__sluice/manifest.json"))).isEqualTo(manifest);
        assertThat(sluice("run", recipe.toString(), "-q", "--set", "exact_dedup.keep=longest"))
                .isEqualTo(3);
        assertThat(err.toString()).contains("keep: longest").contains("--overwrite");
        run(recipe, "out", "--set", "seed=7", "--overwrite");
        assertThat(Files.exists(folder.resolve(".out.work"))).isFalse();
    }

    @Test
    void partitionsTheOutputByALabel() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 90; i++) {
            lines.add("{\"id\": \"d" + i + "\", \"text\": \"text\", \"lang\": \"l/" + i % 3 + "\"}");
        }
        Files.write(folder.resolve("in/a.jsonl"), lines);
        Path out = run(recipe("[]", ""), "out", "--set", "output.partition_by=field.lang");
        Path part = out.resolve("field.lang=l%2F1");
        assertThat(Outputs.lines(part)).hasSize(30).isSubsetOf(lines);
    }

    /** A field of the second source has the name under which the output writes the text. */
    @Test
    void losesNoFieldOfASourceWhoseTextHasAnotherName() throws IOException {
        Files.writeString(folder.resolve("in/a.jsonl"), "{\"text\":\"one\",\"body\":\"aside\"}\n");
        Files.writeString(
                folder.resolve("in/b.jsonl"), "{\"body\":\"two\",\"n\":1}\n{\"body\":\"three\",\"text\":\"title\"}\n");
        Path recipe = folder.resolve("recipe.yaml");
        Files.writeString(
                recipe,
                "input: [{name: a, path: in/a.jsonl}, {name: b, path: in/b.jsonl, text: body}]\noutput: {path: out, format: jsonl}\n");
        Path out = run(recipe, "out");
        assertThat(Outputs.lines(out)).hasSize(2).first().isEqualTo("{\"text\":\"one\",\"body\":\"aside\"}");
        assertThat(Outputs.lines(out).get(1)).contains("\"text\":\"two\"").contains("\"n\":1");
        assertThat(Outputs.lines(Outputs.side(out, "dead-letters")))
                .singleElement()
                .asString()
                .contains("text_name_taken")
                .contains("this source's text is 'body'; name this source first");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jsonl", "csv", "tsv", "parquet", "text"})
    void oneFieldMayBeBothTextAndIdInEveryFormat(String format) throws IOException {
        Path jsonl = folder.resolve("in/a.jsonl");
        Files.writeString(jsonl, "{\"x\":\"A one\"}\n{\"x\":\"B two\"}\n{\"x\":\"B two\"}\n");
        Path in = folder.resolve("data");
        Files.createDirectories(in);
        switch (format) {
            case "parquet" -> {
                Path recipe = folder.resolve("convert.yaml");
                Files.writeString(
                        recipe, "input: {path: in/a.jsonl, text: x}\noutput: {path: made, format: parquet}\n");
                run(recipe, "made");
                Files.copy(folder.resolve("made/part-00000.parquet"), in.resolve("a.parquet"));
            }
            case "text" -> Files.writeString(in.resolve("a.txt"), "A one\nB two\nB two\n");
            case "jsonl" -> Files.copy(jsonl, in.resolve("a.jsonl"));
            default -> Files.writeString(in.resolve("a." + format), "x\nA one\nB two\nB two\n");
        }
        String unit = format.equals("text") ? ", unit: line" : "";
        Path recipe = folder.resolve("recipe.yaml");
        Files.writeString(
                recipe,
                "input: {path: 'data/*', format: " + format + ", id: x, text: x" + unit + "}\n"
                        + "steps: [{set_field: {name: text, value: \"join(' ', text, 'end')\"}}, exact_dedup]\noutput: {path: out, rejects: all}\n");
        Path out = run(recipe, "out");
        List<String> lines = Outputs.lines(out);
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).startsWith("{\"id\":\"A one\",\"x\":\"A one end\"");
        assertThat(lines.get(1)).startsWith("{\"id\":\"B two\",\"x\":\"B two end\"");
        assertThat(Outputs.lines(Outputs.side(out, "rejects")))
                .singleElement()
                .asString()
                .contains("\"id\":\"B two\"")
                .contains("\"duplicate_of\":\"B two\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{path: a.txt, id: url} | {path: out} | :1:26: input: id is 'url', expected path, file_name or text",
                "{path: a.txt, text: path} | {path: out} | :1:28: input: text is 'path', which is the name of a field",
                "{path: a.csv, columns: [a, text], id: b} | {path: out} | :1:46: input: id is 'b', which is none of the",
                "{path: a.csv, columns: [a, a], text: a} | {path: out} | :1:31: input: columns names 'a' twice",
                "a.jsonl | {path: out, format: parquet, fields: [id]} | :3:46: output: fields names 'id', which is the",
                "a.jsonl | {path: out, format: parquet, fields: [a, a]} | :3:46: output: fields names 'a', a second",
                "{path: a.jsonl, text: extra} | {path: out, format: parquet} | :3:29: output: format has a column",
                "{path: a.jsonl, text: signals} | {path: out, signals: true} | :3:9: output: format has a field",
            })
    void refusesFieldsThatCannotBe(String input, String output, String message) throws IOException {
        Path recipe = folder.resolve("recipe.yaml");
        Files.writeString(recipe, "input: " + input + "\nsteps: [word_count]\noutput: " + output + "\n");
        assertThat(sluice("check", recipe.toString())).isNotZero();
        assertThat(err.toString()).contains("recipe.yaml" + message);
    }
}
