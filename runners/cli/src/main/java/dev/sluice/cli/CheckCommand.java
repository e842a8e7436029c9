package dev.sluice.cli;

import dev.sluice.recipes.RecipeReader;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks a recipe without running it. */
@Command(
        name = "check",
        description = "Checks a recipe and prints every fault with its place; reads no data.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
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
        out.println(recipe.recipe() + ": " + read.plan().steps().size() + " steps, no fault");
        out.flush();
        return 0;
    }
}
