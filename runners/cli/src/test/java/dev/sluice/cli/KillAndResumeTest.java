package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that end without farewell in the middle of a task, inside a decision stage and before a stage's manifest;
 * each is resumed and must leave what an undisturbed run leaves, byte for byte.
 */
class KillAndResumeTest {
    private static final String STEPS = "[exact_dedup, minhash_dedup, {word_count: {min_words: 85}}]";

    @TempDir
    private Path folder;

    @BeforeEach
    void makeCorpus() throws IOException {
        Files.createDirectories(folder.resolve("in"));
        new Corpus(9).write(folder.resolve("in/a.jsonl"), 600);
    }

    private Path recipe(String steps) throws IOException {
        Path recipe = folder.resolve("recipe.yaml");
        Files.writeString(
                recipe,
                "input: {path: 'in/*', format: jsonl, id: id}\nsteps: " + steps
                        + "\noutput: {path: out, rejects: all}\noptions: {partition_bytes: 100kB}\n");
        return recipe;
    }

    private int sluice(String... arguments) throws IOException, InterruptedException {
        return new Forked(folder.resolve("log")).run(List.of(), arguments);
    }

    private void killedAndResumed(String halting) throws IOException, InterruptedException {
        Path marker = folder.resolve("marker");
        Path recipe = recipe(halting.replace("MARKER", marker.toString()));
        Path out = folder.resolve("out");
        assertThat(sluice("run", recipe.toString(), "-q", "-p", "2")).isEqualTo(137);
        assertThat(Files.exists(out)).isFalse();
        assertThat(Files.exists(marker)).isTrue();
        assertThat(sluice("run", recipe.toString(), "-q", "-p", "1", "--resume"))
                .as(Files.readString(folder.resolve("log")))
                .isEqualTo(0);
        Map<String, String> resumed = Outputs.checksums(out);
        assertThat(sluice(
                        "run",
                        recipe.toString(),
                        "-q",
                        "-p",
                        "2",
                        "--output",
                        folder.resolve("clean").toString()))
                .isEqualTo(0);
        assertThat(resumed).isEqualTo(Outputs.checksums(folder.resolve("clean")));
        assertThat(Files.exists(folder.resolve(".out.work"))).isFalse();
    }

    @Test
    void resumesAfterAKillInTheMiddleOfATask() throws IOException, InterruptedException {
        killedAndResumed("[exact_dedup, {halt_in_filter: {marker: MARKER}}, minhash_dedup]");
    }

    @Test
    void resumesAfterAKillInsideADecisionStage() throws IOException, InterruptedException {
        killedAndResumed("[exact_dedup, {halt_in_decision: {marker: MARKER}}, minhash_dedup]");
    }

    @Test
    void resumesBehindStepsThatRemovePartsOfTexts() throws IOException, InterruptedException {
        killedAndResumed("[{line_dedup: {mode: drop_frequent, max_count: 2}}, {substring_dedup: {min_bytes: 60}},"
                + " {halt_in_filter: {marker: MARKER}}, minhash_dedup]");
    }

    @Test
    void resumesWithoutAStagesManifestAndWithADamagedFile() throws IOException, InterruptedException {
        Path recipe = recipe(STEPS);
        Path out = folder.resolve("out");
        assertThat(sluice("run", recipe.toString(), "-q", "--keep-work")).isEqualTo(0);
        Map<String, String> clean = Outputs.checksums(out);
        Path work = folder.resolve(".out.work");
        Files.delete(work.resolve("manifests/documents-0.json"));
        Files.writeString(work.resolve("stages/documents-0/fates/1"), "damaged");
        try (var files = Files.walk(out)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        assertThat(sluice("run", recipe.toString(), "-q", "--resume"))
                .as(Files.readString(folder.resolve("log")))
                .isEqualTo(0);
        assertThat(Outputs.checksums(out)).isEqualTo(clean);
    }

    @Test
    void refusesToResumeAnotherRecipe() throws IOException, InterruptedException {
        Path marker = folder.resolve("marker");
        Path recipe = recipe("[{halt_in_filter: {marker: '" + marker + "'}}]");
        assertThat(sluice("run", recipe.toString(), "-q")).isEqualTo(137);
        assertThat(sluice("run", recipe.toString(), "-q", "--resume", "--set", "seed=5"))
                .isEqualTo(3);
        assertThat(Files.readString(folder.resolve("log")))
                .contains("cannot resume")
                .contains("seed: 5");
    }
}
