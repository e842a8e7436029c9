package dev.sluice.cli;

import dev.sluice.operators.Fault;
import dev.sluice.recipes.Overrides;
import dev.sluice.recipes.RecipeReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options of every command that reads a recipe. */
final class RecipeOptions {
    @Parameters(paramLabel = "RECIPE", description = "The recipe file.")
    private Path recipe;

    @Option(
            names = "--set",
            paramLabel = "NAME.PARAMETER=VALUE",
            description = "Replaces a value of the recipe; may be repeated.")
    private List<String> assignments = List.of();

    @Option(names = "--input", paramLabel = "PATH", description = "Reads this input in place of the recipe's.")
    private @Nullable Path input;

    @Option(names = "--output", paramLabel = "PATH", description = "Writes this output in place of the recipe's.")
    private @Nullable Path output;

    @Mixin
    private AssetsOption assets;

    @Mixin
    private Plugins plugins;

    Path recipe() {
        return recipe;
    }

    Plugins plugins() {
        return plugins;
    }

    /** Reads the recipe; prints its faults and gives null when it has any. */
    RecipeReader.@Nullable Result read(@Nullable Long limit, PrintWriter err)
            throws IOException, Failures.UsageException {
        Overrides overrides = Overrides.none();
        assignments.forEach(overrides::set);
        if (input != null) {
            overrides.input(input);
        }
        if (output != null) {
            overrides.output(output);
        }
        if (limit != null) {
            overrides.limit(limit);
        }
        RecipeReader.Result result =
                new RecipeReader(plugins.registry(), System.getenv(), assets.folder()).read(recipe, overrides);
        for (Fault fault : result.faults()) {
            err.println(fault);
        }
        if (!result.faults().isEmpty()) {
            int count = result.faults().size();
            err.println(count + (count == 1 ? " fault" : " faults") + "; nothing was run.");
            err.flush();
            return null;
        }
        return result;
    }
}
