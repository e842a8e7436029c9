package dev.sluice.cli;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import java.util.stream.Stream;
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

    /** In the order of the help. */
    private static final List<Class<?>> COMMANDS = List.of(
            RunCommand.class,
            AnalyzeCommand.class,
            EvaluateDedupCommand.class,
            SimilarCommand.class,
            MergeFiltersCommand.class,
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
            VersionCommand.class);

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--stacktrace", scope = ScopeType.INHERIT, description = "Shows where a failure happened.")
    private boolean stacktrace;

    /** Starts the command line. */
    public static void main(String[] arguments) {
        System.exit(execute(new PrintWriter(System.err, true, Charset.defaultCharset()), arguments));
    }

    static int execute(PrintWriter err, String... arguments) {
        CommandLine line = line(arguments);
        line.setErr(err);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        Sluice root = line.getCommand();
        line.setExecutionExceptionHandler(
                (failure, command, parsed) -> Failures.handle(failure, command, root.stacktrace));
        return line.execute(arguments);
    }

    /** What parses these arguments. */
    static CommandLine line(String... arguments) {
        CommandLine line = new CommandLine(new Sluice());
        commands(arguments).forEach(line::addSubcommand);
        line.getCommandSpec().versionProvider(VersionCommand.PROVIDER);
        line.getSubcommands()
                .values()
                .forEach(command -> command.getCommandSpec().versionProvider(VersionCommand.PROVIDER));
        return line;
    }

    /**
     * The command that the arguments ask for, or all where they name none: to make ready the options of every command takes
     * longer than what most commands have to do.
     */
    private static List<Class<?>> commands(String... arguments) {
        String name = Stream.of(arguments)
                .filter(argument -> !argument.startsWith("-"))
                .findFirst()
                .orElse("");
        return COMMANDS.stream()
                .filter(command -> command != CompletionCommand.class) // it completes the names of all others
                .filter(command -> command.getAnnotation(Command.class).name().equals(name))
                .findFirst()
                .<List<Class<?>>>map(List::of)
                .orElse(COMMANDS);
    }

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        spec.commandLine().usage(out);
    }
}
