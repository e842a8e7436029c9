package dev.sluice.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line in a process of its own. */
final class Forked {
    private final Path log;

    /** @param log where the process prints to */
    Forked(Path log) {
        this.log = log;
    }

    /** Runs to the end; gives the exit code. */
    int run(List<String> options, String... arguments) throws IOException, InterruptedException {
        return start(options, arguments).waitFor();
    }

    /**
     * Starts.
     *
     * @param options of the JVM
     */
    Process start(List<String> options, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Sluice.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }
}
