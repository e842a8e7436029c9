package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operators.Document;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs that remember what earlier ones saw. */
class HistoryTest {
    @TempDir
    private Path folder;

    private Path run(String name, String steps, String... more) throws IOException {
        Path recipe = folder.resolve(name + ".yaml");
        Files.writeString(
                recipe,
                "name: test\ninput: {path: 'in/*', format: jsonl, id: id}\nsteps: " + steps
                        + "\noutput: {path: out}\noptions: {partition_bytes: 50kB}\n");
        Path out = folder.resolve(name);
        List<String> arguments = new ArrayList<>(List.of("run", recipe.toString(), "-q", "--output", out.toString()));
        arguments.addAll(List.of(more));
        StringWriter err = new StringWriter();
        assertThat(Sluice.execute(new PrintWriter(err), arguments.toArray(new String[0])))
                .as(err.toString())
                .isEqualTo(0);
        return out;
    }

    @Test
    void dropsWhatAnEarlierRunSaw() throws IOException {
        Files.createDirectories(folder.resolve("in"));
        Corpus corpus = new Corpus(1);
        corpus.write(folder.resolve("in/a.jsonl"), 300);
        String remembering = "[exact_dedup, {bloom_filter: {items: 100000, normalise: alnum}}]";
        Path first = run("first", remembering, "-p", "1");
        Path filter = Outputs.side(first, "portrait").resolve("bloom_filter.sketch");
        Path second = run("second", remembering, "-p", "3");
        assertThat(Outputs.side(second, "portrait").resolve("bloom_filter.sketch"))
                .hasSameBinaryContentAs(filter);

        List<String> more = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            more.add(Corpus.line("new" + i, corpus.text(40)));
        }
        Files.write(folder.resolve("in/b.jsonl"), more);
        Path third = run("third", "[{bloom_dedup: {history: ['" + filter + "'], normalise: alnum}}]");
        assertThat(Outputs.lines(third)).isEqualTo(more);
        assertThat(Outputs.lines(Outputs.side(third, "rejects")).get(0)).contains("\"reason\":\"in_history\"");
    }

    /** What one run over both crawls removes from the second, two runs in sequence remove by the index of the first. */
    @Test
    void removesFromASecondCrawlWhatOneRunOverBothWould() throws IOException {
        Files.createDirectories(folder.resolve("in"));
        new Corpus(1).write(folder.resolve("in/a.jsonl"), 200);
        Path first =
                run("first", "[{exact_dedup: {write_index: own}}, {minhash_dedup: {write_index: own}}]", "-p", "1");
        Path indexes = Outputs.side(first, "index");
        Path again =
                run("again", "[{exact_dedup: {write_index: own}}, {minhash_dedup: {write_index: own}}]", "-p", "3");
        for (String index : List.of("exact_dedup.index", "minhash_dedup.index")) {
            assertThat(Outputs.side(again, "index").resolve(index))
                    .as(index)
                    .hasSameBinaryContentAs(indexes.resolve(index));
        }

        List<String> old = Files.readAllLines(folder.resolve("in/a.jsonl"));
        Corpus corpus = new Corpus(2);
        List<String> crawl = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String text = corpus.text(90);
            crawl.add(Corpus.line("new" + i, text));
            if (i % 3 == 0) {
                crawl.add(Corpus.line("twin" + i, text));
            }
            crawl.add(old.get(i).replaceFirst("\"id\": ?\"", "$0crawled-"));
        }
        Files.write(folder.resolve("in/b.jsonl"), crawl);
        Path both = run("both", "[exact_dedup, minhash_dedup]");
        List<String> expected =
                Outputs.lines(both).stream().filter(crawl::contains).toList();
        assertThat(expected).hasSize(60);

        Files.delete(folder.resolve("in/a.jsonl"));
        String steps = "[{exact_dedup: {against: ['" + indexes.resolve("exact_dedup.index") + "']}},"
                + " {minhash_dedup: {against: ['" + indexes.resolve("minhash_dedup.index") + "']}}]";
        Path second = run("second", steps);
        assertThat(Outputs.lines(second)).isEqualTo(expected);
        assertThat(Outputs.lines(Outputs.side(second, "rejects")))
                .anyMatch(line -> line.contains("\"reason\":\"in_index\""));
    }

    /** Ids of two crawls may be the same and mean different documents. */
    @ParameterizedTest
    @CsvSource({"1, local, true", "3, star, true", "2, local, false"})
    void tellsWhichOlderDocumentADocumentDuplicates(int parallelism, String components, boolean annotate)
            throws IOException {
        Files.createDirectories(folder.resolve("in"));
        new Corpus(1).write(folder.resolve("in/a.jsonl"), 200);
        Path first = run("first", "[{minhash_dedup: {write_index: own}}]");
        String index =
                Outputs.side(first, "index").resolve("minhash_dedup.index").toString();
        List<String> old = Files.readAllLines(folder.resolve("in/a.jsonl"));
        Files.delete(folder.resolve("in/a.jsonl"));
        List<String> crawl = new ArrayList<>();
        Corpus corpus = new Corpus(2);
        for (int i = 0; i < 120; i++) {
            String again = old.get(i + 5).replaceFirst("(\"text\": ?\"\\S+ )\\S+", "$1changed");
            String id = "\"d" + i + "\"";
            crawl.add(i % 4 > 1 ? Corpus.line("d" + i, corpus.text(90)) : again.replaceFirst("\"[a-z]+[0-9]+\"", id));
        }
        Files.write(folder.resolve("in/b.jsonl"), crawl);

        Path second = run(
                "second",
                "[{minhash_dedup: {verify: sketch, annotate: " + annotate + ", components: " + components
                        + ", against: ['" + index + "']}}]",
                "-p",
                Integer.toString(parallelism));

        Map<String, Document> rows = DuplicateLedgerTest.ledger(second);
        assertThat(rows).hasSize(120);
        for (int i = 0; i < 120; i++) {
            Document row = rows.get("d" + i);
            Object survivor = row.field(annotate ? "minhash_dedup.survivor" : "duplicate_of");
            Object holder = row.field(annotate ? "minhash_dedup.survivor_index" : "duplicate_in");
            Object similarity = row.field(annotate ? "minhash_dedup.similarity" : "similarity");
            if (i % 4 > 1) {
                assertThat(survivor).as("d%d", i).isNull();
                continue;
            }
            String before = old.get(i + 5).replaceFirst("\\{\"id\": ?\"([^\"]+)\".*", "$1");
            // Where the older crawl holds a copy of its own, the first of the copies stands for both.
            assertThat(survivor).as("d%d", i).isIn(before, before.replaceFirst("copy|near", "d"));
            assertThat(holder).isEqualTo(index);
            assertThat((double) similarity).isBetween(0.8, 1.0);
            assertThat(row.field("fate")).isEqualTo(annotate ? "kept" : "dropped");
        }
        assertThat(Outputs.lines(second)).hasSize(annotate ? 120 : 60);
        Map<String, String> groups = DuplicateGroups.read(second, null).clusters();
        assertThat(groups.get("d0")).isNotEqualTo(groups.get("d5"));
        assertThat(groups.get("d0")).isNotEqualTo(groups.get("d6"));
    }
}
