package dev.sluice.cli;

import dev.sluice.recipes.ReferencePages;
import dev.sluice.recipes.Registry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes the generated part of the documentation. */
@Command(
        name = "docs",
        description = "Writes the reference pages and the editor schema, generated from the operators.",
        mixinStandardHelpOptions = true)
final class DocsCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "FOLDER",
            defaultValue = "docs",
            description = "Where to write; ${DEFAULT-VALUE} by default.")
    private Path folder;

    @Override
    public Integer call() throws Exception {
        Map<String, String> files = ReferencePages.files(Registry.load(DocsCommand.class.getClassLoader()));
        Path pages = Files.createDirectories(folder.resolve("operators"));
        try (Stream<Path> old = Files.list(pages)) {
            old.filter(page -> page.toString().endsWith(".md") && !files.containsKey("operators/" + page.getFileName()))
                    .forEach(DocsCommand::delete);
        }
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        spec.commandLine().getOut().println(files.size() + " files written to " + folder);
        spec.commandLine().getOut().flush();
        return 0;
    }

    private static void delete(Path page) {
        try {
            Files.delete(page);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
