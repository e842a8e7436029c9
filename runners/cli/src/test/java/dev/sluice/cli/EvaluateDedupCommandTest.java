package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluateDedupCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter printed = new StringWriter();

    /** Two groups are found: a, b, c and d, e; f stays alone. */
    @BeforeEach
    void run() throws IOException {
        run("exact_dedup");
    }

    private void run(String steps) throws IOException {
        Files.writeString(folder.resolve("in.jsonl"), """
                {"id": "a", "text": "one"}
                {"id": "b", "text": "one"}
                {"id": "c", "text": "one"}
                {"id": "d", "text": "two"}
                {"id": "e", "text": "two"}
                {"id": "f", "text": "three"}
                """);
        Files.writeString(
                folder.resolve("recipe.yaml"),
                "input: {path: in.jsonl, id: id}\nsteps: [" + steps + "]\noutput: {path: out}\n");
        assertThat(sluice("run", folder.resolve("recipe.yaml").toString(), "-q", "--overwrite"))
                .as(printed.toString())
                .isZero();
    }

    private int sluice(String... arguments) {
        return Sluice.execute(new PrintWriter(printed), arguments);
    }

    private String evaluate(String truth, String... options) throws IOException {
        Path file = Files.writeString(folder.resolve("truth.tsv"), truth);
        String[] arguments = new String[options.length + 3];
        arguments[0] = "evaluate-dedup";
        arguments[1] = folder.resolve("out").toString();
        arguments[2] = file.toString();
        System.arraycopy(options, 0, arguments, 3, options.length);
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            assertThat(sluice(arguments)).as(printed.toString()).isZero();
        } finally {
            System.setOut(before);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void comparesWithClusters() throws IOException {
        String out = evaluate("a\t1\nb\t1\nc\t2\nd\t3\ne\t3\nf\t4\n", "--json");

        assertThat(out)
                .contains("\"records\" : 6")
                .contains("\"pairwise_precision\" : 0.5")
                .contains("\"pairwise_recall\" : 1.0");
    }

    @ParameterizedTest
    @CsvSource({
        "exact_dedup, '\"removed_by_exact_dedup\" : 3'",
        "'exact_dedup: {keep: last}', '\"removed_by_exact_dedup\" : 3'",
        "'exact_dedup: {annotate: true}', '\"marked_by_exact_dedup\" : 3'",
        "'exact_dedup: {annotate: true, keep: last, as: copies}', '\"marked_by_copies\" : 3'",
        "'minhash_dedup: {shingle_chars: 2, annotate: true, verify: sketch}', '\"marked_by_minhash_dedup\" : 3'",
        "'simhash_dedup: {shingle_chars: 2, annotate: true, distance: 0}', '\"marked_by_simhash_dedup\" : 3'"
    })
    void evaluatesRemovedAndMarkedDuplicatesAlikeAndTellsWhichItRead(String step, String source) throws IOException {
        run(step);

        String out = evaluate("a\t1\nb\t1\nc\t2\nd\t3\ne\t3\nf\t4\n", "--json");

        assertThat(out)
                .contains(source)
                .contains("\"records\" : 6")
                .contains("\"pairwise_precision\" : 0.5")
                .contains("\"pairwise_recall\" : 1.0");
    }

    @Test
    void evaluatesOneStepOfSeveral() throws IOException {
        run("{exact_dedup: {annotate: true}}, {exact_dedup: {as: three, field: field.id}}");
        String truth = "a\t1\nb\t1\nc\t1\nd\t3\ne\t3\nf\t4\n";

        assertThat(evaluate(truth)).contains("marked_by_exact_dedup").contains("removed_by_three");
        assertThat(evaluate(truth, "--step", "exact_dedup"))
                .contains("marked_by_exact_dedup")
                .doesNotContain("three")
                .containsPattern("pairwise_recall +1.0000\n");
        assertThat(evaluate(truth, "--step=three"))
                .doesNotContain("exact_dedup")
                .containsPattern("pairwise_recall +0.0000\n");
        Path file = folder.resolve("truth.tsv");
        assertThat(sluice("evaluate-dedup", folder.resolve("out").toString(), file.toString(), "--step=tree"))
                .isEqualTo(Sluice.USAGE);
        assertThat(printed.toString()).contains("no step 'tree'").contains("did you mean 'three'?");
    }

    @Test
    void saysWhenNoStepLookedForDuplicates() throws IOException {
        run("word_count: {min_words: 0}");
        Path file = Files.writeString(folder.resolve("truth.tsv"), "a\t1\n");

        assertThat(sluice("evaluate-dedup", folder.resolve("out").toString(), file.toString()))
                .isEqualTo(Sluice.USAGE);
        assertThat(printed.toString()).contains("no step of the run in").contains("looks for duplicates");
    }

    @Test
    void comparesWithLabelledPairs() throws IOException {
        String out = evaluate("# pairs\na,b,1\na,c,0\nd,f,1\nd,x,1\n", "--pairs");

        assertThat(out).containsPattern("true_positives +1\n").containsPattern("false_positives +1\n");
        assertThat(out).containsPattern("unknown +1\n").containsPattern("precision +0.5000\n");
    }

    @Test
    void estimatesFromASample() throws IOException {
        String out = evaluate("a\t1\nb\t1\nd\t3\ne\t3\n", "--sample", "records");

        assertThat(out).containsPattern("pairwise_recall +1.0000 ± 0.0000\n");
    }

    /** Three clusters of sizes 3, 2 and 1 are found; F2 of a precision of 1/2 and a recall of 1 is 5/6. */
    @Test
    void weighsRecallByBetaAndSumsUpTheClusters() throws IOException {
        String out = evaluate("a\t1\nb\t1\nc\t2\nd\t3\ne\t3\nf\t4\n", "--beta=2", "--hill=0,1.5");

        assertThat(out)
                .containsPattern("pairwise_f_beta +0.8333\n")
                .containsPattern("found_matching_rate +0.8333\n")
                .containsPattern("found_average_cluster_size +2.0000\n")
                .containsPattern("found_hill_number_0 +3.0000\n")
                .containsPattern("true_hill_number_1.5 +2.0000\n")
                .doesNotContain("f1");
    }

    /** A cluster of two that is not found and one that is, drawn three times as seldom. */
    @Test
    void takesWeightsOfSampledClusters() throws IOException {
        String out = evaluate("a,1,1\nf,1,1\nd,2,3\ne,2,3\n", "--sample=weights", "--json");
        JsonNode recall =
                new ObjectMapper().readTree(out).path("cluster_recall").path("estimate");

        // 3/4, corrected for the bias of a ratio: 1 + mean(w (x / mean x - w / mean w)) / mean w.
        assertThat(recall.asDouble()).isCloseTo(0.75 * 1.25, within(1e-9));
        assertRefused("a,1,1\nb,1,2\n", "gives cluster '1' the weight 2.0", "--sample=weights");
        assertRefused("a,1,0\n", "the weight is '0', must be a number above 0", "--sample=weights");
    }

    @Test
    void saysWhereATruthIsWrong() throws IOException {
        Path file = Files.writeString(folder.resolve("truth.tsv"), "a\t1\nb\n");

        assertThat(sluice("evaluate-dedup", folder.resolve("out").toString(), file.toString()))
                .isEqualTo(Sluice.USAGE);
        assertThat(printed.toString()).contains("truth.tsv:2: has 1 columns, expected 2");
        assertThat(sluice("evaluate-dedup", folder.toString(), file.toString())).isEqualTo(Sluice.USAGE);

        assertRefused("a\t1\n\nb\t2\na\t1\na\t2\n", "truth.tsv:5: puts 'a' in cluster '2', and line 1 in '1'");
        assertRefused(
                "a,b,1\na,c,yes\n",
                "truth.tsv:2: the label is 'yes'; 1 or true stand for duplicates, 0 or false for others",
                "--pairs");
        assertRefused("a,b,\n", "truth.tsv:1: the label is ''", "--pairs");
        assertThat(evaluate("a,b,True\na,f,FALSE\n", "--pairs"))
                .containsPattern("true_positives +1\n")
                .containsPattern("true_negatives +1\n");
    }

    private void assertRefused(String truth, String message, String... options) throws IOException {
        Path file = Files.writeString(folder.resolve("truth.tsv"), truth);
        List<String> arguments =
                new ArrayList<>(List.of("evaluate-dedup", folder.resolve("out").toString(), file.toString()));
        arguments.addAll(List.of(options));
        assertThat(sluice(arguments.toArray(new String[0]))).isEqualTo(Sluice.USAGE);
        assertThat(printed.toString()).contains(message);
    }

    /** An exact index tells that an older document has the content, not which: nobody is its duplicate, or its original. */
    @Test
    void leavesOutDocumentsOfWhichOnlyAnIndexKnows() throws IOException {
        run("exact_dedup: {write_index: own}");
        Path index = folder.resolve("older.index");
        Files.copy(Outputs.side(folder.resolve("out"), "index/exact_dedup.index"), index);
        Files.writeString(folder.resolve("in.jsonl"), """
                {"id": "a", "text": "one"}
                {"id": "b", "text": "one"}
                {"id": "c", "text": "new"}
                {"id": "d", "text": "new"}
                {"id": "e", "text": "newer"}
                """);
        Files.writeString(
                folder.resolve("recipe.yaml"),
                "input: {path: in.jsonl, id: id}\nsteps: [exact_dedup: {against: [older.index]}]\noutput: {path: out}\n");
        assertThat(sluice("run", folder.resolve("recipe.yaml").toString(), "-q", "--overwrite"))
                .as(printed.toString())
                .isZero();

        assertThat(evaluate("a\t1\nb\t1\nc\t2\nd\t2\ne\t3\n", "--json"))
                .contains("\"removed_by_exact_dedup\" : 3")
                .contains("\"without_survivor_by_exact_dedup\" : 2")
                .contains("\"records\" : 3")
                .contains("\"pairwise_recall\" : 1.0");
        assertThat(evaluate("a,b,1\nc,d,1\n", "--pairs"))
                .containsPattern("true_positives +1\n")
                .containsPattern("unknown +1\n");
        JsonNode duplicates = new ObjectMapper()
                .readTree(Outputs.side(folder.resolve("out"), "report.json").toFile())
                .path("duplicates");
        assertThat(duplicates).hasSize(1);
        assertThat(duplicates.get(0).path("dropped").asLong()).isEqualTo(3);
        assertThat(duplicates.get(0).path("in_index_without_survivor").asLong()).isEqualTo(2);
        assertThat(duplicates.get(0).path("groups").asLong()).isEqualTo(1);
        assertThat(Files.readString(Outputs.side(folder.resolve("out"), "report.html")))
                .contains("3 dropped, of which 2 are known to an index");
    }
}
