package dev.sluice.cli;

import dev.sluice.recipes.Scaffold;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Starts operators and recipes. */
@Command(
        name = "new",
        description = "Starts a new operator or a new recipe with files that work as they are.",
        mixinStandardHelpOptions = true,
        subcommands = {NewCommand.NewOperator.class, NewCommand.NewRecipe.class})
final class NewCommand implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "say what: new operator NAME, or new recipe NAME");
    }

    /** Starts an operator. */
    @Command(
            name = "operator",
            description = "Writes class, test and examples of a new filter and lists it in the module's catalog.",
            mixinStandardHelpOptions = true)
    static final class NewOperator implements Callable<Integer> {
        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Parameters(paramLabel = "NAME", description = "The recipe name, such as line_count.")
        private String name;

        @Option(
                names = "--module",
                paramLabel = "FOLDER",
                defaultValue = "operators/text",
                description = "The module's folder; ${DEFAULT-VALUE} by default.")
        private Path module;

        @Option(
                names = "--package",
                paramLabel = "NAME",
                defaultValue = "dev.sluice.operators.text",
                description = "The package of the class; ${DEFAULT-VALUE} by default.")
        private String packageName;

        @Option(
                names = "--catalog",
                paramLabel = "CLASS",
                defaultValue = "dev.sluice.operators.text.TextCatalog",
                description = "The class that lists the module's operators; ${DEFAULT-VALUE} by default.")
        private String catalog;

        @Override
        public Integer call() throws Exception {
            PrintWriter out = spec.commandLine().getOut();
            Path list = module.resolve("src/main/java/" + catalog.replace('.', '/') + ".java");
            if (!Files.isRegularFile(list)) {
                throw new Failures.UsageException("there is no catalog " + list);
            }
            Map<String, String> files;
            String listed;
            try {
                files = Scaffold.filter(name, packageName);
                listed = Scaffold.listed(Files.readString(list), name, packageName);
            } catch (IllegalArgumentException wrong) {
                throw new Failures.UsageException(wrong.getMessage());
            }
            for (String file : files.keySet()) {
                if (Files.exists(module.resolve(file))) {
                    throw new Failures.UsageException(module.resolve(file) + " exists already");
                }
            }
            for (Map.Entry<String, String> file : files.entrySet()) {
                write(module.resolve(file.getKey()), file.getValue(), out);
            }
            write(list, listed, out);
            out.println("Next: change it to what it shall do, then ./sluice docs, and mvn test -pl " + module + " -am");
            out.flush();
            return 0;
        }
    }

    /** Starts a recipe. */
    @Command(name = "recipe", description = "Writes a new recipe, NAME.yaml.", mixinStandardHelpOptions = true)
    static final class NewRecipe implements Callable<Integer> {
        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Parameters(paramLabel = "NAME", description = "The name of the recipe and of its file.")
        private String name;

        @Override
        public Integer call() throws Exception {
            Path file = Path.of(name + ".yaml");
            if (!name.matches("[A-Za-z0-9_-]+")) {
                throw new Failures.UsageException(
                        "'" + name + "' is no name for a recipe: use letters, digits, - and _");
            }
            if (Files.exists(file)) {
                throw new Failures.UsageException(file + " exists already");
            }
            write(file, Scaffold.recipe(name), spec.commandLine().getOut());
            spec.commandLine().getOut().flush();
            return 0;
        }
    }

    private static void write(Path file, String content, PrintWriter out) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(file, content);
        out.println(file);
    }
}
