package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.pipelines.Engine;
import dev.sluice.pipelines.Progress;
import dev.sluice.pipelines.RunException;
import dev.sluice.pipelines.RunOptions;
import dev.sluice.pipelines.Runs;
import dev.sluice.pipelines.StageTasks;
import dev.sluice.plan.Plan;
import dev.sluice.recipes.Overrides;
import dev.sluice.recipes.RecipeReader;
import dev.sluice.recipes.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Deduplicators that are stopped behind each task of each stage and in the middle of it, and of whose files each is damaged
 * between two runs: what is there in the end is what an undisturbed run leaves, byte for byte, with the same figures.
 */
class InterruptedDedupTest {
    /** So many times a share of all files is damaged. */
    private static final int ROUNDS = 4;

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @BeforeEach
    void makeCorpus() throws IOException {
        Files.createDirectories(folder.resolve("in"));
        new Corpus(9).write(folder.resolve("in/a.jsonl"), 40);
        new Corpus(9).write(folder.resolve("in/b.jsonl"), 15);
    }

    /** Runs so many tasks, then one whose record it takes away, with some of its files, while others are damaged, and fails. */
    private static final class Stopping implements Engine {
        private final Path work;
        private int left;

        Stopping(Path work, int tasks) {
            this.work = work;
            this.left = tasks;
        }

        @Override
        public String name() {
            return "stopping";
        }

        @Override
        public int parallelism() {
            return 1;
        }

        @Override
        public boolean remote() {
            return false;
        }

        @Override
        public void run(StageTasks tasks) throws RunException {
            try {
                for (int i = 0; i < tasks.count(); i++) {
                    if (left == 0) {
                        List<Path> before = files(work.resolve("tasks"));
                        tasks.run(i);
                        for (Path record : files(work.resolve("tasks"))) {
                            if (!before.contains(record)) {
                                spoil(record);
                            }
                        }
                        throw new IOException("stopped");
                    }
                    tasks.run(i);
                    left--;
                }
            } catch (IOException cause) {
                throw new RunException(RunException.Kind.FAILED, "stage " + tasks.stage() + " failed", cause);
            }
        }

        private void spoil(Path record) throws IOException {
            String json = Files.readAllLines(record).get(0);
            JsonNode files = JSON.readTree(json).path("files");
            for (int i = 0; i < files.size(); i++) {
                damage(work.resolve(files.get(i).path("path").asText()), i);
            }
            Files.delete(record);
        }

        @Override
        public void close() {}
    }

    /** Takes a file away, cuts it or turns a bit of it. */
    private static void damage(Path file, int kind) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.delete(file); // others may have links to it
        if (kind % 3 == 1) {
            Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        } else if (kind % 3 == 2) {
            bytes[bytes.length / 2] ^= 1;
            Files.write(file, bytes);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** The filter that an earlier run left. */
    private String bloom() throws IOException, RunException {
        Path earlier = folder.resolve("earlier");
        if (!Files.exists(earlier)) {
            Plan plan = plan("in/b.jsonl", "[{bloom_filter: {items: 1000}}]", earlier);
            run(plan, earlier, Integer.MAX_VALUE, RunOptions.DEFAULT);
        }
        return Outputs.side(earlier, "portrait/bloom_filter.sketch").toString();
    }

    private Plan plan(String steps, Path output) throws IOException, RunException {
        return plan("in/*", steps.contains("BLOOM") ? steps.replace("BLOOM", bloom()) : steps, output);
    }

    private Plan plan(String input, String steps, Path output) throws IOException {
        Path recipe = folder.resolve("recipe.yaml");
        Files.writeString(
                recipe,
                "input: {path: '" + input + "', format: jsonl, id: id}\nsteps: " + steps
                        + "\noutput: {path: out, rejects: all}\noptions: {partition_bytes: 30kB}\n");
        Overrides overrides = Overrides.none();
        overrides.output(output);
        RecipeReader.Result read = new RecipeReader(
                        Registry.load(InterruptedDedupTest.class.getClassLoader()), Map.of())
                .read(recipe, overrides);
        assertThat(read.faults()).isEmpty();
        Plan plan = read.plan();
        assertThat(plan).isNotNull();
        return plan;
    }

    private void run(Plan plan, Path output, int tasks, RunOptions options) throws RunException {
        Runs.run(plan, options, new Stopping(Runs.workFolder(output), tasks), Progress.NONE);
    }

    /** The files of an output, with the report in place of its own, times left out. */
    private static Map<String, String> left(Path output) throws IOException {
        Map<String, String> left = new LinkedHashMap<>(Outputs.checksums(output));
        ObjectNode report =
                (ObjectNode) JSON.readTree(Outputs.side(output, "report.json").toFile());
        report.remove(List.of("run", "timings"));
        report.path("steps").forEach(step -> ((ObjectNode) step).remove("seconds"));
        left.put("report", report.toPrettyString());
        return left;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[exact_dedup: {write_index: own, keep: longest}]",
                "[minhash_dedup: {write_index: own, verify: sketch, keep: last}]",
                "[minhash_dedup: {components: star, verify: sketch}]",
                "[exact_dedup, minhash_dedup: {write_index: own, verify: exact, keep: longest}]",
                "[minhash_dedup: {components: star, verify: exact, annotate: true}]",
                "[simhash_dedup]",
                "[{line_dedup: {mode: drop_frequent, max_count: 2}}]",
                "[{line_dedup: {mode: keep_first, min_doc_chars_left: 20}}]",
                "[{substring_dedup: {min_bytes: 60}}]",
                "[{bloom_dedup: {history: [BLOOM]}}, {c4_paragraphs: {min_paragraphs: 1}}, {bloom_filter: {items: 1000}}]",
                "[exact_dedup, {substring_dedup: {min_bytes: 60, annotate: true}}, simhash_dedup]",
            })
    void endsAsIfNothingHadHappened(String steps) throws Exception {
        Path clean = folder.resolve("clean");
        run(plan(steps, clean), clean, Integer.MAX_VALUE, new RunOptions(false, false, true));
        Map<String, String> expected = left(clean);
        int tasks = files(Runs.workFolder(clean).resolve("tasks")).size();

        Path out = folder.resolve("out");
        Plan plan = plan(steps, out);
        for (int i = 0; i < tasks; i++) {
            RunOptions options = new RunOptions(i > 0, false, false);
            int first = i == 0 ? 0 : 1;
            RunException stopped = catchThrowableOfType(RunException.class, () -> run(plan, out, first, options));
            assertThat(stopped).as("start %d", i).hasRootCauseMessage("stopped");
        }
        run(plan, out, 1, new RunOptions(true, false, false));

        assertThat(left(out)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[exact_dedup: {write_index: own, keep: longest}]",
                "[minhash_dedup: {write_index: own, verify: sketch, keep: last}]",
                "[minhash_dedup: {verify: exact}]",
                "[{substring_dedup: {min_bytes: 60}}]",
                "[{bloom_dedup: {history: [BLOOM]}}, {bloom_filter: {items: 1000}}]",
            })
    void mendsWhateverIsDamaged(String steps) throws Exception {
        Path out = folder.resolve("out");
        Plan plan = plan(steps, out);
        run(plan, out, Integer.MAX_VALUE, new RunOptions(false, false, true));
        Map<String, String> expected = left(out);
        Path work = Runs.workFolder(out);
        List<Path> files = files(work).stream()
                .filter(file -> !List.of("lock", "fingerprint.json")
                        .contains(work.relativize(file).toString()))
                .filter(file -> file.toFile().length() > 0)
                .toList();
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = round; i < files.size(); i += ROUNDS) {
                damage(files.get(i), i / ROUNDS);
            }
            remove(out);
            run(plan, out, Integer.MAX_VALUE, new RunOptions(true, false, true));

            assertThat(left(out)).as("round %d", round).isEqualTo(expected);
        }
    }

    @Test
    void doesNotGoOnWithARunThatNobodyKnows() throws Exception {
        Path out = folder.resolve("out");
        Plan plan = plan("[exact_dedup]", out);
        run(plan, out, Integer.MAX_VALUE, new RunOptions(false, false, true));
        Map<String, String> expected = left(out);
        damage(Outputs.side(out, "manifest.json"), 1);
        assertThatThrownBy(() -> run(plan, out, 0, RunOptions.DEFAULT))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("manifest.json is damaged")
                .hasMessageContaining("--overwrite");
        remove(out);
        damage(Runs.workFolder(out).resolve("fingerprint.json"), 1);
        assertThatThrownBy(() -> run(plan, out, 0, new RunOptions(true, false, false)))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("fingerprint.json is damaged")
                .hasMessageContaining("run without --resume to start anew");

        run(plan, out, Integer.MAX_VALUE, RunOptions.DEFAULT);
        assertThat(left(out)).isEqualTo(expected);
    }

    private static void remove(Path output) throws IOException {
        try (var all = Files.walk(output)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
