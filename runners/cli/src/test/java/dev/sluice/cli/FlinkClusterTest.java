package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run sent to a Flink cluster over its REST port. The cluster lives in this process; {@code runners/flink/check-cluster}
 * does the same with processes of their own.
 */
class FlinkClusterTest {
    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();

    private int sluice(Path recipe, String output, String... more) {
        List<String> arguments = new java.util.ArrayList<>(List.of(
                "run",
                recipe.toString(),
                "-q",
                "--output",
                folder.resolve(output).toString()));
        arguments.addAll(List.of(more));
        return Sluice.execute(new PrintWriter(err), arguments.toArray(String[]::new));
    }

    private static Configuration settings() {
        Configuration settings = new Configuration();
        settings.set(JobManagerOptions.ADDRESS, "localhost");
        settings.set(RestOptions.ADDRESS, "localhost");
        settings.set(RestOptions.BIND_PORT, "0");
        // The job's jar holds classes that this process has already; processes of their own would not have them.
        settings.set(CoreOptions.CLASSLOADER_RESOLVE_ORDER, "parent-first");
        settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(32));
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(32));
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(32));
        return settings;
    }

    @Test
    void writesTheBytesOfAnEmbeddedRunAndTellsWhatFails() throws Exception {
        new Corpus(1).write(Files.createDirectories(folder.resolve("in")).resolve("a.jsonl"), 300);
        Path recipe =
                recipe("[exact_dedup, {minhash_dedup: {group_field: mtea}}, {word_count: {min_words: 85}}]", "a.jsonl");
        assertThat(sluice(recipe, "embedded")).as(err.toString()).isZero();
        Path broken = Files.write(folder.resolve("in/b.jsonl.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0});
        MiniClusterConfiguration configuration = new MiniClusterConfiguration.Builder()
                .setConfiguration(settings())
                .setNumTaskManagers(2)
                .setNumSlotsPerTaskManager(1)
                .build();
        MiniCluster cluster = new MiniCluster(configuration);
        try {
            cluster.start();
            URI rest = cluster.getRestAddress().get();
            String[] flink = {"--runner", "flink", "--master", rest.getHost() + ":" + rest.getPort(), "-p", "2"};
            assertThat(sluice(recipe, "flink", flink)).as(err.toString()).isZero();
            assertThat(Outputs.checksums(folder.resolve("flink")))
                    .isEqualTo(Outputs.checksums(folder.resolve("embedded")));
            assertThat(warnings("flink"))
                    .isEqualTo(warnings("embedded"))
                    .contains("group_field names 'mtea', which none of ")
                    .contains("Did you mean 'meta'?");

            int status = sluice(recipe("[word_count]", broken.getFileName().toString()), "failed", flink);
            assertThat(err.toString()).contains("b.jsonl.gz").contains("options.on_corrupt");
            assertThat(status).isEqualTo(6);
        } finally {
            cluster.close();
        }
    }

    private String warnings(String output) throws IOException {
        return new ObjectMapper()
                .readTree(Outputs.side(folder.resolve(output), "report.json").toFile())
                .path("warnings")
                .toString();
    }

    private Path recipe(String steps, String file) throws IOException {
        return Files.writeString(
                folder.resolve("recipe-" + file + ".yaml"),
                "name: test\ninput: {path: 'in/" + file + "', format: jsonl, id: id}\nsteps: " + steps
                        + "\noutput: {path: out}\noptions: {partition_bytes: 50kB}\n");
    }
}
