package dev.sluice.cli;

import dev.sluice.pipelines.Engine;
import dev.sluice.pipelines.RunException;
import dev.sluice.pipelines.RunOptions;
import dev.sluice.pipelines.RunResult;
import dev.sluice.pipelines.Runs;
import dev.sluice.plan.Plan;
import dev.sluice.recipes.RecipeReader;
import dev.sluice.runners.embedded.DirectEngine;
import dev.sluice.runners.embedded.EmbeddedEngine;
import dev.sluice.runners.flink.FlinkEngine;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a recipe. */
@Command(
        name = "run",
        description = "Runs a recipe from its input to a finished output with a report.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Mixin
    private RecipeOptions recipe;

    @Option(names = "--limit", paramLabel = "N", description = "Reads at most N records of each input, for a trial.")
    private @Nullable Long limit;

    @Option(
            names = "--runner",
            paramLabel = "NAME",
            defaultValue = "embedded",
            description = "embedded (default), direct, or flink.")
    private String runner;

    @Option(names = "--master", paramLabel = "HOST:PORT", description = "The Flink cluster, with --runner flink.")
    private @Nullable String master;

    @Option(
            names = {"-p", "--parallelism"},
            paramLabel = "N",
            description = "Tasks at once; the number of processors unless given.")
    private @Nullable Integer parallelism;

    @Option(names = "--resume", description = "Goes on with the work of an interrupted run.")
    private boolean resume;

    @Option(
            names = "--overwrite",
            description =
                    "Replaces the output of another run; a run that is done with the same recipe and input stays.")
    private boolean overwrite;

    @Option(names = "--keep-work", description = "Leaves the work folder in place.")
    private boolean keepWork;

    @Option(
            names = {"-q", "--quiet"},
            description = "Prints errors only.")
    private boolean quiet;

    @Option(names = "--terminal", hidden = true, description = "Whether standard error is a terminal.")
    private boolean terminal;

    @Option(
            names = {"-v", "--verbose"},
            description = "Prints what every stage did.")
    private boolean verbose;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        RecipeReader.Result read = recipe.read(limit, err);
        if (read == null || read.plan() == null) {
            return Sluice.USAGE;
        }
        Plan plan = read.plan();
        int tasks = parallelism == null ? Runtime.getRuntime().availableProcessors() : parallelism;
        if (tasks < 1) {
            throw new Failures.UsageException("--parallelism is " + tasks + ", must be at least 1");
        }
        Path output = Path.of(plan.output().path());
        Thread hint = new Thread(() -> {
            err.println();
            err.println("sluice: stopped; go on with: sluice run " + recipe.recipe() + " --resume");
            err.flush();
        });
        try (Engine engine = engine(tasks);
                ProgressLine progress = new ProgressLine(err, quiet, verbose, terminal)) {
            Runtime.getRuntime().addShutdownHook(hint);
            RunOptions options = new RunOptions(resume, overwrite, keepWork);
            RunResult result = Runs.run(plan, options, engine, progress);
            if (!quiet) {
                Summary.print(out, result, output);
            }
            return 0;
        } finally {
            try {
                Runtime.getRuntime().removeShutdownHook(hint);
            } catch (IllegalStateException stopping) {
                // The process is being stopped, and the hint is on its way.
            }
        }
    }

    private Engine engine(int tasks) throws IOException, RunException, Failures.UsageException {
        switch (runner) {
            case "embedded" -> {
                return new EmbeddedEngine(tasks);
            }
            case "direct" -> {
                return new DirectEngine(tasks);
            }
            case "flink" -> {
                if (master == null) {
                    throw new Failures.UsageException("--runner flink needs --master HOST:PORT of the cluster");
                }
                return FlinkEngine.connect(master, tasks, recipe.plugins().jars());
            }
            default ->
                throw new Failures.UsageException("--runner is '" + runner + "', expected embedded, direct or flink");
        }
    }
}
