package dev.sluice.cli;

import dev.sluice.operators.Fault;
import dev.sluice.recipes.Overrides;
import dev.sluice.recipes.RecipeReader;
import dev.sluice.recipes.Registry;
import java.io.PrintWriter;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
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

    @Option(names = "--plugin", paramLabel = "JAR", description = "Adds the operators of a jar; may be repeated.")
    private List<Path> plugins = List.of();

    Path recipe() {
        return recipe;
    }

    List<Path> plugins() {
        return plugins;
    }

    Registry registry() throws Failures.UsageException {
        return registry(plugins);
    }

    /** The operators and formats of the class path, of a {@code plugins} folder beside the recipe, and of given jars. */
    static Registry registry(List<Path> plugins) throws Failures.UsageException {
        ClassLoader loader = RecipeOptions.class.getClassLoader();
        if (!plugins.isEmpty()) {
            List<URL> urls = new ArrayList<>();
            for (Path plugin : plugins) {
                if (!Files.isRegularFile(plugin)) {
                    throw new Failures.UsageException("--plugin " + plugin + ": there is no such jar");
                }
                try {
                    urls.add(plugin.toUri().toURL());
                } catch (MalformedURLException impossible) {
                    throw new IllegalStateException("a file has a URL", impossible);
                }
            }
            loader = new URLClassLoader(urls.toArray(new URL[0]), loader);
            Thread.currentThread().setContextClassLoader(loader);
        }
        return Registry.load(loader);
    }

    /** Reads the recipe; prints its faults and gives null when it has any. */
    RecipeReader.@Nullable Result read(@Nullable Long limit, PrintWriter err) throws Failures.UsageException {
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
        RecipeReader.Result result = new RecipeReader(registry(), System.getenv()).read(recipe, overrides);
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
