package dev.sluice.cli;

import dev.sluice.operators.Global;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Sketch;
import dev.sluice.plan.Asset;
import dev.sluice.plan.Observing;
import dev.sluice.plan.Plan;
import dev.sluice.plan.Stages;
import dev.sluice.plan.Step;
import dev.sluice.recipes.RecipeReader;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows how a recipe would run. */
@Command(
        name = "explain",
        description = "Shows the stages a recipe compiles to, what each step measures and needs, and its memory.",
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Mixin
    private RecipeOptions recipe;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        RecipeReader.Result read = recipe.read(null, spec.commandLine().getErr());
        if (read == null || read.plan() == null) {
            return Sluice.USAGE;
        }
        explain(read.plan(), out);
        out.flush();
        return 0;
    }

    private static void explain(Plan plan, PrintWriter out) {
        out.print(plan.canonical());
        out.println();
        for (Asset asset : plan.assets()) {
            out.println("Asset " + asset.name() + "  (sha256 " + asset.sha256()
                    + (asset.license() == null ? "" : ", licence " + asset.license()) + ")");
        }
        for (Stages.DocumentStage stage : Stages.of(plan.steps())) {
            String source = stage.number() == 0 ? "read the input" : "read the input again, apply the decisions";
            out.println("Stage " + (stage.number() + 1) + ": " + source + (stage.last() ? ", write the output" : ""));
            for (Step step : stage.steps()) {
                out.println("  " + step.name() + "  (" + cost(step.operator()) + ")");
                list(
                        out,
                        "sets",
                        step.operator().signals().stream()
                                .map(signal -> signal.qualified(step.name()))
                                .toList());
                list(out, "needs", step.operator().needs());
                if (step.operator() instanceof Sketch sketch) {
                    held(out, sketch.held());
                }
            }
            for (Stages.Deciding deciding : stage.deciding()) {
                Global global = (Global) deciding.step().operator();
                out.println("  evidence for " + deciding.step().name());
                for (Global.Table table : deciding.rounds().tables()) {
                    out.println("    table " + table.name() + ": " + 8 * table.words() + " bytes a record");
                }
                out.println("  decide " + deciding.step().name() + "  (memory: "
                        + lower(global.memory().name()).replace('_', ' ') + ")");
                held(out, global.held());
                list(out, "sets", global.signals().stream().map(Signal::name).toList());
            }
        }
    }

    private static void held(PrintWriter out, List<Global.Held> all) {
        for (Global.Held held : all) {
            out.println("    holds " + held.inWords());
        }
    }

    private static String cost(Operator operator) {
        if (operator instanceof Observing observing) {
            return cost(observing.filter()) + ", drops nothing";
        }
        Operator.Info info = operator.getClass().getAnnotation(Operator.Info.class);
        return info == null ? "group of filters" : lower(info.cost().name());
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static void list(PrintWriter out, String what, List<String> names) {
        if (!names.isEmpty()) {
            out.println("    " + what + " " + String.join(", ", names));
        }
    }
}
