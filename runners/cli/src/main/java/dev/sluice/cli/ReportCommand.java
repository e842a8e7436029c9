package dev.sluice.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the report of a finished run. */
@Command(name = "report", description = "Shows the report of a finished run.", mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(paramLabel = "OUTPUT", description = "The output folder of the run.")
    private Path output;

    @Option(names = "--json", description = "Prints the report's data.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Path data = output.resolve("__sluice").resolve("report.json");
        if (!Files.exists(data)) {
            throw new Failures.UsageException(output + " holds no report; is it the output folder of a finished run?");
        }
        if (json) {
            out.print(Files.readString(data));
        } else {
            Summary.print(out, new ObjectMapper().readTree(data.toFile()));
            out.println("Report  " + data.resolveSibling("report.html"));
        }
        out.flush();
        return 0;
    }
}
