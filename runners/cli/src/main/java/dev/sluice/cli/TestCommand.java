package dev.sluice.cli;

import dev.sluice.recipes.RecipeReader;
import dev.sluice.recipes.RecipeTests;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the tests of a recipe. */
@Command(
        name = "test",
        description = "Runs the tests: of a recipe on its steps; reads no input and writes nothing.",
        mixinStandardHelpOptions = true)
final class TestCommand implements Callable<Integer> {
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
        int failed = 0;
        for (RecipeTests.Outcome outcome : RecipeTests.run(read.plan(), read.tests())) {
            if (!outcome.holds()) {
                failed++;
                out.println(outcome.test().place() + ": " + outcome.test().title());
                outcome.failures().forEach(failure -> out.println("  " + failure));
            }
        }
        int all = read.tests().size();
        out.println(recipe.recipe() + ": " + (all - failed) + " of " + all + " tests hold");
        out.flush();
        return failed == 0 ? 0 : 1;
    }
}
