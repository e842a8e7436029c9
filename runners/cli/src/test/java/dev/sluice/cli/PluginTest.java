package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A filter in a jar of its own, compiled here against the class path a user would have. */
class PluginTest {
    private static final String FILTER = """
            package com.example.shouting;

            import dev.sluice.operators.*;
            import java.util.List;

            @Operator.Info(name = "shouting", since = "1", summary = "Drops texts with too many exclamation marks.")
            public record Shouting(
                    @Param(doc = "Most exclamation marks.", def = "3", min = 0, main = true) int maxMarks)
                    implements Filter {
                public enum Reason { TOO_LOUD }

                private static final Signal MARKS = Signal.count("marks", "exclamation marks", "exclamation marks");

                @Override
                public Class<? extends Enum<?>> reasons() {
                    return Reason.class;
                }

                @Override
                public List<Signal> signals() {
                    return List.of(MARKS);
                }

                @Override
                public Judge open(Resources resources) {
                    return (document, measured) -> {
                        long marks = document.text().chars().filter(c -> c == '!').count();
                        measured.set(MARKS, marks);
                        return Verdict.dropIf(marks > maxMarks, Reason.TOO_LOUD);
                    };
                }
            }
            """;

    private static final String CATALOG = """
            package com.example.shouting;

            import dev.sluice.operators.*;
            import java.util.List;

            public final class Shoutings implements Catalog {
                @Override
                public List<Class<? extends Operator>> operators() {
                    return List.of(Shouting.class);
                }
            }
            """;

    @TempDir
    private Path folder;

    private final StringWriter printed = new StringWriter();
    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("in.jsonl"), """
                {"id": "calm", "text": "Good morning."}
                {"id": "loud", "text": "Good morning!!!!"}
                """);
        Files.writeString(folder.resolve("recipe.yaml"), """
                input: {path: in.jsonl, id: id}
                steps: [{shouting: 2}, exact_dedup]
                output: {path: out}
                """);
    }

    @AfterEach
    void restore() {
        Thread.currentThread().setContextClassLoader(before);
        System.clearProperty(Plugins.HOME);
    }

    private int sluice(String... arguments) {
        return Sluice.execute(new PrintWriter(printed), arguments);
    }

    @Test
    void runsOperatorsOfAJarThatIsNamed() throws IOException {
        Path jar = jar(folder.resolve("shouting.jar"));

        int code = sluice("run", folder.resolve("recipe.yaml").toString(), "-q", "--plugin", jar.toString());

        assertThat(code).as(printed.toString()).isZero();
        assertThat(Outputs.lines(folder.resolve("out")))
                .singleElement()
                .asString()
                .contains("calm");
    }

    @Test
    void findsJarsInTheFolderOfPlugins() throws IOException {
        jar(Files.createDirectories(folder.resolve("home/plugins")).resolve("shouting.jar"));
        System.setProperty(Plugins.HOME, folder.resolve("home").toString());

        assertThat(sluice("check", folder.resolve("recipe.yaml").toString()))
                .as(printed.toString())
                .isZero();
        assertThat(sluice("operators", "shouting")).isZero();
    }

    @Test
    void saysThatAJarIsMissing() {
        assertThat(sluice("check", folder.resolve("recipe.yaml").toString(), "--plugin", "no.jar"))
                .isEqualTo(Sluice.USAGE);
        assertThat(printed.toString()).contains("--plugin no.jar: there is no such jar");
    }

    private Path jar(Path jar) throws IOException {
        Path sources = Files.createDirectories(folder.resolve("src/com/example/shouting"));
        Path classes = Files.createDirectories(folder.resolve("classes"));
        Files.writeString(sources.resolve("Shouting.java"), FILTER);
        Files.writeString(sources.resolve("Shoutings.java"), CATALOG);
        int code = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        classes.toString(),
                        sources.resolve("Shouting.java").toString(),
                        sources.resolve("Shoutings.java").toString());
        assertThat(code).isZero();
        Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(
                classes.resolve("META-INF/services/dev.sluice.operators.Catalog"), "com.example.shouting.Shoutings\n");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            files.filter(Files::isRegularFile).forEach(file -> add(out, classes, file));
        }
        return jar;
    }

    private static void add(JarOutputStream out, Path root, Path file) {
        try {
            out.putNextEntry(new JarEntry(root.relativize(file).toString()));
            Files.copy(file, out);
            out.closeEntry();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
