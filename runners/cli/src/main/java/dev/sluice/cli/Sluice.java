package dev.sluice.cli;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line: parses, runs a command, and is the only place that ends the process. */
@Command(
        name = "sluice",
        description =
                "Curates training data: measures, cleans, deduplicates and selects documents, and accounts for it.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = {
            RunCommand.class,
            AnalyzeCommand.class,
            EvaluateDedupCommand.class,
            SimilarCommand.class,
            CheckCommand.class,
            TestCommand.class,
            TrainClassifierCommand.class,
            AssetsCommand.class,
            NewCommand.class,
            DocsCommand.class,
            ExplainCommand.class,
            OperatorsCommand.class,
            StatusCommand.class,
            ReportCommand.class,
            CompletionCommand.class,
            VersionCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  sluice run recipes/library/quickstart.yaml",
            "  sluice run recipe.yaml --set gopher_quality.min_doc_words=20 --limit 1000",
            "  sluice operators minhash_dedup",
            "",
            "Exit codes: 0 done, 1 run failed (go on with --resume), 2 wrong usage or recipe, 3 refused,",
            "4 output locked by another run, 5 too many bad records, 6 damaged or changed input,",
            "130 and 143 stopped by a signal."
        })
public final class Sluice implements Runnable {
    /** Wrong usage, or a recipe with faults. */
    static final int USAGE = 2;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--stacktrace", scope = ScopeType.INHERIT, description = "Shows where a failure happened.")
    private boolean stacktrace;

    /** Starts the command line. */
    public static void main(String[] arguments) {
        System.exit(execute(new PrintWriter(System.err, true, Charset.defaultCharset()), arguments));
    }

    static int execute(PrintWriter err, String... arguments) {
        CommandLine line = new CommandLine(new Sluice());
        line.setErr(err);
        line.getCommandSpec().versionProvider(VersionCommand.PROVIDER);
        line.getSubcommands()
                .values()
                .forEach(command -> command.getCommandSpec().versionProvider(VersionCommand.PROVIDER));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        Sluice root = line.getCommand();
        line.setExecutionExceptionHandler(
                (failure, command, parsed) -> Failures.handle(failure, command, root.stacktrace));
        return line.execute(arguments);
    }

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        spec.commandLine().usage(out);
    }
}
