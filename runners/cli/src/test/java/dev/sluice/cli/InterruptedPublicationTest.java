package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs that end without farewell while they publish their output or remove their work folder, by what each step of these
 * leaves on the disk: whoever comes next finds a whole output, makes one, or is told what is there.
 */
class InterruptedPublicationTest {
    private static final String ONE = "[exact_dedup: {write_index: own}, bloom_filter: {items: 1000}]";
    private static final String OTHER = "[exact_dedup: {keep: last}, word_count: {min_words: 60}]";
    private static final String THIRD = "[word_count: {min_words: 70}, exact_dedup: {write_index: own}]";

    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();
    private Path out;
    private Path work;

    @BeforeEach
    void makeCorpus() throws IOException {
        Files.createDirectories(folder.resolve("in"));
        new Corpus(9).write(folder.resolve("in/a.jsonl"), 40);
        new Corpus(9).write(folder.resolve("in/b.jsonl"), 15);
        out = folder.resolve("out");
        work = folder.resolve(".out.work");
    }

    private int run(String steps, String... more) throws IOException {
        Path recipe = folder.resolve("recipe.yaml");
        Files.writeString(
                recipe,
                "input: {path: 'in/*', format: jsonl, id: id}\nsteps: " + steps
                        + "\noutput: {path: out, rejects: all}\noptions: {partition_bytes: 30kB}\n");
        List<String> arguments = new ArrayList<>(List.of("run", recipe.toString(), "-q"));
        arguments.addAll(List.of(more));
        return Sluice.execute(new PrintWriter(err), arguments.toArray(new String[0]));
    }

    /** What an undisturbed run leaves. */
    private Map<String, String> clean(String steps) throws IOException {
        Path clean = folder.resolve("clean" + Integer.toHexString(steps.hashCode()));
        if (!Files.exists(clean)) {
            assertThat(run(steps, "--output", clean.toString()))
                    .as(err.toString())
                    .isZero();
        }
        return Outputs.checksums(clean);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        for (Path file : files(from)) {
            Path target = to.resolve(from.relativize(file));
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
        }
    }

    /** A run that stopped when so many files of its output stood where it is put together, the last one half. */
    @Test
    void beginsAnewWithWhatWasPutTogetherInPart() throws IOException {
        Map<String, String> expected = clean(ONE);
        assertThat(run(ONE, "--keep-work")).as(err.toString()).isZero();
        List<Path> whole = files(out);
        Files.move(out, folder.resolve("whole"));
        Files.move(work, folder.resolve("left"));
        for (int count = 0; count <= whole.size(); count++) {
            remove(work);
            copy(folder.resolve("left"), work);
            for (Path file : whole.subList(0, count)) {
                String name = out.relativize(file).toString();
                byte[] bytes = Files.readAllBytes(folder.resolve("whole").resolve(name));
                Path target = work.resolve("publish").resolve(name);
                Files.createDirectories(target.getParent());
                boolean last = file.equals(whole.get(count - 1));
                Files.write(target, last ? Arrays.copyOf(bytes, bytes.length / 2) : bytes);
            }

            assertThat(count % 2 == 0 ? run(ONE, "--resume") : run(ONE))
                    .as(err.toString())
                    .isZero();

            assertThat(Outputs.checksums(out)).as("%d files", count).isEqualTo(expected);
            assertThat(work).doesNotExist();
            remove(out);
        }
    }

    /** A run that stopped when it had put the output it replaces aside, and not yet its own in that place. */
    private void putAside() throws IOException {
        remove(out);
        remove(work);
        assertThat(run(ONE, "--keep-work")).as(err.toString()).isZero();
        Files.move(out, work.resolve("publish"));
        assertThat(run(OTHER, "--output", folder.resolve("older").toString()))
                .as(err.toString())
                .isZero();
        Files.move(folder.resolve("older"), work.resolve("replaced"));
        assertThat(out).doesNotExist();
    }

    @Test
    void putsBackWhatItHadPutAside() throws IOException {
        Map<String, String> older = clean(OTHER);

        for (String[] options : new String[][] {{"--resume"}, {}}) {
            putAside();
            assertThat(run(ONE, options)).isEqualTo(3);
            assertThat(err.toString()).contains("holds another run").contains("--overwrite");
            assertThat(Outputs.checksums(out)).isEqualTo(older);

            assertThat(run(
                            ONE,
                            options.length > 0
                                    ? new String[] {"--overwrite", "--resume"}
                                    : new String[] {"--overwrite"}))
                    .as(err.toString())
                    .isZero();
            assertThat(Outputs.checksums(out)).isEqualTo(clean(ONE));
            assertThat(work).doesNotExist();
        }
        putAside();
        assertThat(run(THIRD)).isEqualTo(3);
        assertThat(Outputs.checksums(out)).isEqualTo(older);
        putAside();
        Files.createDirectory(out);
        assertThat(run(OTHER)).as(err.toString()).isZero();
        assertThat(Outputs.checksums(out)).isEqualTo(older);
    }

    /** A run that stopped when its output was in place, and so much of its work folder removed, its fingerprint first or last. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nobodyGoesOnFromAWorkFolderThatWasRemovedInPart(boolean fingerprintFirst) throws IOException {
        Map<String, String> third = clean(THIRD);
        assertThat(run(ONE, "--keep-work")).as(err.toString()).isZero();
        Map<String, String> first = Outputs.checksums(out);
        Files.move(out, folder.resolve("whole"));
        Files.move(work, folder.resolve("left"));
        Files.deleteIfExists(folder.resolve("left/kept"));
        List<String> order = new ArrayList<>();
        for (Path file : files(folder.resolve("left"))) {
            order.add(folder.resolve("left").relativize(file).toString());
        }
        order.remove("fingerprint.json");
        order.add(fingerprintFirst ? 0 : order.size(), "fingerprint.json");
        for (int count = 0; count <= order.size(); count += count < 3 ? 1 : 5) {
            for (String next : new String[] {ONE, THIRD}) {
                remove(work);
                remove(out);
                copy(folder.resolve("left"), work);
                copy(folder.resolve("whole"), out);
                copy(folder.resolve("whole"), work.resolve("discarded"));
                for (String name : order.subList(0, count)) {
                    Files.delete(work.resolve(name));
                }

                assertThat(next.equals(ONE) ? run(next) : run(next, "--overwrite"))
                        .as(err.toString())
                        .isZero();

                assertThat(Outputs.checksums(out))
                        .as("%d files removed", count)
                        .isEqualTo(next.equals(ONE) ? first : third);
                assertThat(work).doesNotExist();
            }
        }
    }

    /** The work folder of a finished run that is to be kept, and that of another run that may yet be resumed. */
    @Test
    void leavesWorkFoldersThatAreOfUse() throws IOException {
        assertThat(run(ONE, "--keep-work")).as(err.toString()).isZero();
        assertThat(run(ONE)).as(err.toString()).isZero();
        assertThat(work.resolve("tasks")).isDirectory();

        Files.delete(work.resolve("kept"));
        remove(out);
        copy(Files.move(work, folder.resolve("left")), folder.resolve("interrupted"));
        assertThat(run(OTHER)).as(err.toString()).isZero();
        Files.move(folder.resolve("interrupted"), work);
        assertThat(run(OTHER)).as(err.toString()).isZero();
        assertThat(work.resolve("tasks")).isDirectory();
        assertThat(run(ONE, "--resume", "--overwrite")).as(err.toString()).isZero();
        assertThat(Outputs.checksums(out)).isEqualTo(clean(ONE));
    }
}
