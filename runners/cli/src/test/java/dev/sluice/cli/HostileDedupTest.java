package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Collections and recipes at the edges of what deduplicators are made for. */
class HostileDedupTest {
    private static final String EIGHT = "one two three four five six seven eight";

    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();

    private int run(String documents, String step, String output) throws IOException {
        Files.writeString(folder.resolve("in.jsonl"), documents);
        Path recipe = folder.resolve("recipe.yaml");
        Files.writeString(
                recipe, "input: {path: in.jsonl, id: id}\nsteps:\n  - " + step + "\noutput: {path: " + output + "}\n");
        return Sluice.execute(new PrintWriter(err), "run", recipe.toString(), "-q");
    }

    private static String document(String id, String text) {
        return "{\"id\": \"" + id + "\", \"text\": \"" + text + "\"}\n";
    }

    /** What is left of no document, of one, of twenty that are equal, of twenty without text, and of texts below a shingle. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            exact_dedup                                                        | 1 | 20 | 2
            exact_dedup: {skip_empty: false}                                   | 1 | 1  | 2
            minhash_dedup                                                      | 1 | 20 | 3
            minhash_dedup: {short_texts: whole}                                | 1 | 20 | 2
            minhash_dedup: {verify: sketch, write_index: own}                  | 1 | 20 | 3
            minhash_dedup: {components: star, verify: sketch, keep: longest}   | 1 | 20 | 3
            minhash_dedup: {verify: exact, short_texts: whole}                 | 1 | 20 | 2
            minhash_dedup: {components: star, verify: exact, keep: longest}    | 1 | 20 | 3
            minhash_dedup: {bands: 1000, rows: 10}                             | 1 | 20 | 3
            simhash_dedup                                                      | 1 | 20 | 3
            simhash_dedup: {keep: last}                                        | 1 | 20 | 3
            line_dedup                                                         | 1 | 20 | 2
            substring_dedup: {min_bytes: 20}                                   | 1 | 20 | 3
            bloom_filter: {items: 1}                                           | 20 | 20 | 3
            minhash_sets: {field: text, separator: ' '}                        | 20 | 20 | 3
            """)
    void degenerateCollectionsPass(String step, int ofEqual, int ofEmpty, int ofShort) throws IOException {
        StringBuilder equal = new StringBuilder();
        StringBuilder empty = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            equal.append(document("d" + i, EIGHT));
            empty.append(document("d" + i, ""));
        }
        String[] collections = {
            "",
            document("a", EIGHT),
            equal.toString(),
            empty.toString(),
            document("a", "x") + document("b", "x") + document("c", "y z")
        };
        int[] left = {0, 1, ofEqual, ofEmpty, ofShort};
        for (int i = 0; i < collections.length; i++) {
            assertThat(run(collections[i], step, "out" + i)).as(err.toString()).isZero();
            assertThat(Outputs.lines(folder.resolve("out" + i)))
                    .as("collection %d", i)
                    .hasSize(left[i]);
        }
    }

    /** Documents that share an id are different documents all the same. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "exact_dedup",
                "minhash_dedup: {verify: sketch}",
                "minhash_dedup: {verify: exact}",
                "minhash_dedup: {components: star}"
            })
    void idsThatCollideDoNotMakeDuplicates(String step) throws IOException {
        Corpus corpus = new Corpus(6);
        String text = corpus.text(50);
        String documents = document("x", text) + document("x", corpus.text(50)) + document("x", text);

        assertThat(run(documents, step, "out")).as(err.toString()).isZero();
        assertThat(Outputs.lines(folder.resolve("out"))).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            minhash_dedup: {within: false}                                     | 3:29: step 1 'minhash_dedup': within is false, and there is no index
            minhash_dedup: {against: [none.index]}                             | 3:31: step 1 'minhash_dedup': against is 'none.index', but there is no file
            minhash_dedup: {components: local, expected_documents: 2000000000} | 3:33: step 1 'minhash_dedup': components is local, but 2,000,000,000 documents
            minhash_dedup: {verify_threshold: 0.3}                             | 3:39: step 1 'minhash_dedup': verify_threshold is only used with
            minhash_dedup: {keep: none, annotate: true}                        | 3:43: step 1 'minhash_dedup': annotate marks the one that stays
            exact_dedup: {against: [], annotate: true, within: false}          | 3:56: step 1 'exact_dedup': within is false, and there is no index
            simhash_dedup: {blocks: 2, distance: 3}                            | 3:29: step 1 'simhash_dedup': blocks is 2, must be above distance (3)
            bloom_dedup: {history: []}                                         | 3:28: step 1 'bloom_dedup': history is empty
            bloom_filter: {items: 0}                                           | 3:27: step 1 'bloom_filter': items is 0, must be at least 1
            minhash_sets: {field: items, most_sets: 100000000}                 | 3:45: step 1 'minhash_sets': most_sets is 100000000
            """)
    void contradictionsAreRefusedWithTheirPlace(String step, String fault) throws IOException {
        assertThat(run(document("a", EIGHT), step, "out")).isEqualTo(Sluice.USAGE);
        assertThat(err.toString()).contains("recipe.yaml:" + fault).contains("nothing was run");
    }

    /** An index of exact keys holds no ids that marks could name; the run stops before it reads anything. */
    @Test
    void exactDuplicatesOfAnIndexAreNotMarked() throws IOException {
        String equal = document("a", EIGHT) + document("b", EIGHT) + document("c", "another text");
        assertThat(run(equal, "exact_dedup: {annotate: true, write_index: own}", "marked"))
                .as(err.toString())
                .isZero();
        assertThat(run(equal, "exact_dedup: {write_index: own}", "removed")).isZero();
        Path index = folder.resolve("removed/__sluice/index/exact_dedup.index");
        assertThat(folder.resolve("marked/__sluice/index/exact_dedup.index")).hasSameBinaryContentAs(index);
        assertThat(Outputs.lines(folder.resolve("marked"))).hasSize(3);

        for (String within : new String[] {"", ", within: false"}) {
            String step = "exact_dedup: {against: ['" + index + "'], annotate: true" + within + "}";
            assertThat(run(equal, step, "refused")).isEqualTo(Sluice.USAGE);
            assertThat(err.toString())
                    .contains("recipe.yaml:3:" + (step.indexOf("true") + 5) + ": step 1 'exact_dedup': annotate names")
                    .contains("in_index")
                    .contains("nothing was run");
            assertThat(folder.resolve("refused")).doesNotExist();
        }
        assertThat(run(equal, "exact_dedup: {against: ['" + index + "']}", "second"))
                .isZero();
        assertThat(Outputs.lines(folder.resolve("second"))).isEmpty();
        assertThat(run(equal, "exact_dedup: {against: in.jsonl}", "third")).isEqualTo(6);
        assertThat(err.toString()).contains("in.jsonl is no index of keys");
    }

    /** Not as a failure of the program, and not to be resumed: the same run would fail again. */
    @Test
    void filesOfEarlierRunsThatDoNotFitAreNamed() throws IOException {
        assertThat(run(document("a", EIGHT), "minhash_dedup: {write_index: own}", "first"))
                .as(err.toString())
                .isZero();
        Path index = folder.resolve("first/__sluice/index/minhash_dedup.index");
        byte[] bytes = Files.readAllBytes(index);
        Path cut = Files.write(folder.resolve("cut.index"), Arrays.copyOf(bytes, bytes.length / 2));
        byte[] turned = bytes.clone();
        turned[bytes.length / 2] ^= 1;
        Path hurt = Files.write(folder.resolve("hurt.index"), turned);
        Path nothing = Files.write(folder.resolve("nothing.index"), new byte[0]);
        assertThat(run(document("a", EIGHT), "bloom_filter: {items: 1}", "bloom"))
                .isZero();
        byte[] filter = Files.readAllBytes(folder.resolve("bloom/__sluice/portrait/bloom_filter.sketch"));
        filter[60] ^= 1; // of the only key
        Path hurtFilter = Files.write(folder.resolve("hurt.bloom"), filter);
        Path longFilter = Files.write(folder.resolve("long.bloom"), Arrays.copyOf(filter, filter.length + 1));
        filter[7] = '1';
        Path oldFilter = Files.write(folder.resolve("old.bloom"), filter);
        String[][] cases = {
            {"minhash_dedup: {seed: 2, against: ['" + index + "']}", index + " does not fit (DEDUP_INDEX)"},
            {"minhash_dedup: {bands: 3, against: ['" + index + "']}", "this step makes keys from minhash"},
            {"exact_dedup: {against: ['" + index + "']}", "this step makes keys from exact"},
            {
                "minhash_dedup: {against: ['" + cut + "']}",
                cut + " is a damaged index of keys: it has " + bytes.length / 2 + " bytes"
            },
            {"minhash_dedup: {against: ['" + hurt + "']}", hurt + " is a damaged index of keys: its bytes "},
            {
                "minhash_dedup: {write_index: all, against: ['" + hurt + "']}",
                hurt + " is a damaged index of keys: its bytes "
            },
            {"minhash_dedup: {against: ['" + nothing + "']}", nothing + " is no index of keys"},
            {"bloom_dedup: {history: ['" + index + "']}", index + " is no stored Bloom filter"},
            {
                "bloom_dedup: {history: ['" + hurtFilter + "']}",
                hurtFilter + " is a damaged Bloom filter: its bytes 56 to " + (filter.length - 5) + " have"
            },
            {
                "bloom_dedup: {history: ['" + longFilter + "']}",
                longFilter + " is a damaged Bloom filter: it has " + (filter.length + 1) + " bytes"
            },
            {"bloom_dedup: {history: ['" + oldFilter + "']}", oldFilter + " is a Bloom filter in another form, '1'"},
        };
        for (int i = 0; i < cases.length; i++) {
            assertThat(run(document("a", EIGHT), cases[i][0], "second" + i))
                    .as(cases[i][0])
                    .isEqualTo(6);
            assertThat(err.toString())
                    .contains(cases[i][1])
                    .doesNotContain("Exception")
                    .doesNotContain("--resume");
        }
    }
}
