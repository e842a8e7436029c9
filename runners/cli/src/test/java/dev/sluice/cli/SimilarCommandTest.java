package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimilarCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter failures = new StringWriter();

    private int sluice(String... arguments) {
        return Sluice.execute(new PrintWriter(failures), arguments);
    }

    private Path run(String name, String step, int tasks) throws IOException {
        Path users = Path.of("../../testdata/communities/users.jsonl")
                .toAbsolutePath()
                .normalize();
        Path recipe = Files.writeString(
                folder.resolve(name + ".yaml"), """
                input: {path: %s, id: user}
                steps: [{minhash_sets: %s}]
                output: {path: %s}
                options: {partition_bytes: %s}
                """.formatted(users, step, name, tasks == 1 ? "64MB" : "4KiB"));
        sluice("run", recipe.toString(), "-q", "-p", Integer.toString(tasks));
        return folder.resolve(name).resolve("__sluice/portrait/minhash_sets.sketch");
    }

    private String similar(Path artefact, String... options) {
        String[] arguments = new String[options.length + 2];
        arguments[0] = "similar";
        arguments[1] = artefact.toString();
        System.arraycopy(options, 0, arguments, 2, options.length);
        return shown(arguments);
    }

    /** What a command that succeeds prints. */
    private String shown(String... arguments) {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            assertThat(sluice(arguments)).as(failures.toString()).isZero();
        } finally {
            System.setOut(before);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void findsTheCommunityOfSeeds() throws IOException {
        Path artefact = run("one", "{field: items}", 1);
        assertThat(run("four", "{field: items}", 4)).hasSameBinaryContentAs(artefact);
        Path file = Files.writeString(folder.resolve("seeds"), "chess-user-03\nchess-user-11\n");

        for (String method : new String[] {"mean", "grow"}) {
            JsonNode found = new ObjectMapper()
                    .readTree(similar(
                            artefact, "--seeds-file", file.toString(), "--method", method, "--limit", "20", "--json"));
            assertThat(found.path("sets").asInt()).isEqualTo(100);
            assertThat(found.path("empty").asInt()).isEqualTo(1);
            int right = 0;
            for (JsonNode match : found.path("matches")) {
                right += match.path("id").asText().startsWith("chess-") ? 1 : 0;
            }
            assertThat(right).as(method).isGreaterThanOrEqualTo(19);
        }
        assertThat(similar(artefact, "--seeds", "chess-user-03", "--limit", "2"))
                .containsPattern("   1  chess-user-\\d\\d  0\\.\\d{3} . 0\\.\\d{3} ");
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        Path artefact = run("one", "{field: items}", 1);

        assertThat(sluice("similar", artefact.toString(), "--seeds", "ches-user-03"))
                .isEqualTo(Sluice.USAGE);
        assertThat(failures.toString()).contains("has no set of 'ches-user-03'; did you mean 'chess-user-03'?");
        assertThat(sluice("similar", artefact.toString())).isEqualTo(Sluice.USAGE);

        byte[] bytes = Files.readAllBytes(artefact);
        bytes[1000] ^= 1;
        Path damaged = Files.write(folder.resolve("damaged"), bytes);
        assertThat(sluice("similar", damaged.toString(), "--seeds", "chess-user-03"))
                .isEqualTo(6);
        assertThat(failures.toString())
                .contains(damaged + ": at byte " + (bytes.length - 8) + ": has another checksum");
    }

    /** In one task, and where the sets of several tasks come together. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void stopsAboveMostSetsAndNamesTheStep(int tasks) throws IOException {
        run("few", "{as: fans, field: items, most_sets: 50}", tasks);

        assertThat(failures.toString()).contains("step 'fans': more than most_sets (50) sets; raise it");
        assertThat(folder.resolve("few/_SUCCESS")).doesNotExist();
        assertThat(shown("explain", folder.resolve("few.yaml").toString()))
                .contains("holds at most 50 sets (ids aside) of up to 1,224 bytes each in one worker");
    }
}
