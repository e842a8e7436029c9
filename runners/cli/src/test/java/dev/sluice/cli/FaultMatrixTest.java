package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong around a run, and what the run makes of it. */
class FaultMatrixTest {
    @TempDir
    private Path folder;

    private final StringWriter printed = new StringWriter();

    @BeforeEach
    void makeCorpus() throws IOException {
        Files.createDirectories(folder.resolve("in"));
        new Corpus(3).write(folder.resolve("in/a.jsonl"), 40);
    }

    private String recipe(String steps) throws IOException {
        return Files.writeString(
                        folder.resolve("recipe.yaml"),
                        "input: {path: in, format: jsonl, id: id}\nsteps: " + steps
                                + "\noutput: {path: out, rejects: all}\noptions: {max_error_share: 0.5}\n")
                .toString();
    }

    private int sluice(String... arguments) {
        return Sluice.execute(new PrintWriter(printed), arguments);
    }

    private String explained(String recipe) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            assertThat(sluice("explain", recipe)).isZero();
        } finally {
            System.setOut(before);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private Map<String, String> run(String recipe, String output) throws IOException {
        Path out = folder.resolve(output);
        assertThat(sluice("run", recipe, "-q", "--output", out.toString()))
                .as(printed.toString())
                .isZero();
        return Outputs.checksums(out);
    }

    @Test
    void doesNotDependOnTheOrderInWhichAFolderIsListed() throws IOException {
        String recipe = recipe("[exact_dedup, minhash_dedup]");
        for (int i = 0; i < 60; i++) {
            new Corpus(i % 50).write(folder.resolve("in/f" + i + ".jsonl"), 3);
        }
        Map<String, String> upwards = run(recipe, "upwards");
        Path again = Files.createDirectories(folder.resolve("again"));
        for (int i = 59; i >= 0; i--) {
            Files.copy(folder.resolve("in/f" + i + ".jsonl"), again.resolve("f" + i + ".jsonl"));
        }
        Files.copy(folder.resolve("in/a.jsonl"), again.resolve("a.jsonl"));
        Files.move(folder.resolve("in"), folder.resolve("before"));
        Files.move(again, folder.resolve("in"));

        assertThat(run(recipe, "downwards")).isEqualTo(upwards);
    }

    @Test
    void refusesASecondRunOfOneOutput() throws IOException {
        Path work = Files.createDirectories(folder.resolve(".out.work"));
        try (FileChannel channel =
                        FileChannel.open(work.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThat(sluice("run", recipe("[]"), "-q")).isEqualTo(4);
        }
        assertThat(printed.toString()).contains("is writing this output");
        run(recipe("[]"), "out"); // a lock that nobody holds is none
    }

    @Test
    void noticesThatTheInputChangesDuringTheRun() throws IOException {
        String recipe = recipe("[{appends: '" + folder.resolve("in/a.jsonl") + "'}]");

        assertThat(sluice("run", recipe, "-q")).isEqualTo(6);
        assertThat(printed.toString()).contains("a.jsonl: the input changed during the run");
        assertThat(Files.exists(folder.resolve("out"))).isFalse();
    }

    @Test
    void setsDocumentsAsideAtWhichAnOperatorFails() throws IOException {
        Path out = folder.resolve("out");
        Map<String, String> files = run(recipe("[fails, exact_dedup]"), "out");

        assertThat(files).isNotEmpty();
        assertThat(Outputs.lines(Outputs.side(out, "dead-letters")))
                .hasSize(2)
                .anyMatch(line -> line.contains("\"d3\"") && line.contains("cannot judge this"))
                .anyMatch(line -> line.contains("\"d5\"") && line.contains("StackOverflowError"));
        assertThat(Outputs.lines(out).size()).isEqualTo(47 - 2 - 4); // two failed, four copies
    }

    @Test
    void refusesMoreDocumentsThanAnOperatorHolds() throws IOException {
        String recipe = recipe("[holds_three]");

        assertThat(explained(recipe))
                .contains("decide holds_three  (memory: whole collection)")
                .contains("holds at most 3 documents of up to 8 bytes each in one worker");
        assertThat(sluice("run", recipe, "-q")).isEqualTo(3);
        assertThat(printed.toString()).contains("step 'holds_three': more than 3 documents; give fewer");
        assertThat(Files.exists(folder.resolve("out"))).isFalse();
    }

    @Test
    void saysWhatNearDeduplicationHolds() throws IOException {
        assertThat(explained(recipe("[exact_dedup, {minhash_dedup: {verify: sketch}}]")))
                .contains(
                        "at most 536,870,912 documents with a possible duplicate of up to 98 bytes each in one worker")
                .contains("at most 536,870,912 candidate pairs of up to 8 bytes each in one worker");
        assertThat(explained(recipe("[exact_dedup, {minhash_dedup: {verify: exact}}]")))
                .contains("Stage 1: read the input")
                .contains("table candidate_bands: 16 bytes a record")
                .contains("Stage 2: read the input again, apply the decisions\n  evidence for minhash_dedup")
                .contains("table sets: 128 bytes a record")
                .contains(
                        "at most 536,870,912 documents with a possible duplicate of up to 34 bytes each in one worker")
                .contains("Stage 3: read the input again, apply the decisions, write the output");
    }

    @Test
    void writesTheSameBytesInAnotherLocaleTimeZoneAndEncoding() throws IOException, InterruptedException {
        String recipe = recipe("[{normalize_whitespace: {}}, minhash_dedup, {word_count: {min_words: 90}}]");
        Map<String, String> here = run(recipe, "here");
        Path out = folder.resolve("there");
        List<String> elsewhere = List.of(
                "-Duser.language=tr",
                "-Duser.country=TR",
                "-Duser.timezone=Asia/Kathmandu",
                "-Dfile.encoding=ISO-8859-9",
                "-XX:+UnlockExperimentalVMOptions",
                "-XX:hashCode=2");

        int code = new Forked(folder.resolve("log")).run(elsewhere, "run", recipe, "-q", "--output", out.toString());

        assertThat(code).as(Files.readString(folder.resolve("log"))).isZero();
        assertThat(Outputs.checksums(out)).isEqualTo(here);
    }

    @Test
    void stopsAtASignalAndGoesOnLater() throws IOException, InterruptedException {
        Path marker = folder.resolve("marker");
        String recipe = recipe("[exact_dedup, {waits: '" + marker + "'}]");
        try (WatchService watch = FileSystems.getDefault().newWatchService()) {
            folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            Process process = new Forked(folder.resolve("log")).start(List.of(), "run", recipe);
            while (!Files.exists(marker)) {
                watch.take().reset();
            }
            process.destroy(); // SIGTERM
            assertThat(process.waitFor()).isEqualTo(143);
        }
        assertThat(Files.readString(folder.resolve("log"))).contains("--resume");
        assertThat(Files.exists(folder.resolve("out"))).isFalse();

        assertThat(sluice("run", recipe, "-q", "--resume"))
                .as(printed.toString())
                .isZero();
        assertThat(Outputs.checksums(folder.resolve("out"))).isEqualTo(run(recipe, "whole"));
    }

    @Test
    void refusesToGoOnWithTheWorkOfAnotherVersion() throws IOException, InterruptedException {
        Path marker = folder.resolve("marker");
        String recipe = recipe("[{halt_in_decision: {marker: '" + marker + "'}}]");
        Files.writeString(folder.resolve("in/b.jsonl"), "");
        new Corpus(4).write(folder.resolve("in/b.jsonl"), 200);
        assertThat(new Forked(folder.resolve("log")).run(List.of(), "run", recipe, "-q"))
                .isEqualTo(137);
        Path fingerprint = folder.resolve(".out.work/fingerprint.json");
        String written = Files.readString(fingerprint);
        Files.writeString(fingerprint, written.replaceAll("(\"version\"\\s*:\\s*\")[^\"]*", "$10.0.1"));

        assertThat(sluice("run", recipe, "-q", "--resume")).isEqualTo(3);
        assertThat(printed.toString()).contains("cannot resume").contains("0.0.1");
    }
}
