package dev.sluice.cli;

import dev.sluice.pipelines.Runs;
import java.io.PrintWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Tells how far a run is. */
@Command(
        name = "status",
        description = "Tells whether an output is finished, and how far a running or interrupted run is.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(paramLabel = "OUTPUT", description = "The output folder of the run.")
    private Path output;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        boolean finished = Files.exists(output.resolve("_SUCCESS"));
        Path tasks = Runs.workFolder(output).resolve("tasks");
        if (finished) {
            out.println(output + ": finished");
        }
        if (Files.isDirectory(tasks)) {
            out.println(output + ": work in progress or interrupted (go on with --resume)");
            for (Path stage : list(tasks)) {
                Path manifest = tasks.resolveSibling("manifests").resolve(stage.getFileName() + ".json");
                out.println("  " + stage.getFileName() + ": " + list(stage).size() + " tasks done"
                        + (Files.exists(manifest) ? ", finished" : ""));
            }
        } else if (!finished) {
            out.println(output + ": no run");
        }
        out.flush();
        return 0;
    }

    private static List<Path> list(Path folder) throws java.io.IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(entries::add);
        }
        Collections.sort(entries);
        return entries;
    }
}
