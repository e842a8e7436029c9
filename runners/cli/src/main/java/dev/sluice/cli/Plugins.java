package dev.sluice.cli;

import dev.sluice.recipes.Registry;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Jars with operators and formats of the user's own: those named, and those in the folder {@code plugins} of Sluice. */
final class Plugins {
    /** The folder that Sluice is installed in; the launcher sets it. */
    static final String HOME = "sluice.home";

    @Option(
            names = "--plugin",
            paramLabel = "JAR",
            description = "Adds the operators of a jar, as all jars in the folder plugins/ are; may be repeated.")
    private List<Path> named = List.of();

    /** All jars, in the order in which classes are looked for. */
    List<Path> jars() throws IOException, Failures.UsageException {
        List<Path> jars = new ArrayList<>();
        for (Path jar : named) {
            if (!Files.isRegularFile(jar)) {
                throw new Failures.UsageException("--plugin " + jar + ": there is no such jar");
            }
            jars.add(jar.toAbsolutePath());
        }
        String home = System.getProperty(HOME);
        Path folder = home == null ? null : Path.of(home, "plugins");
        if (folder != null && Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(jars::add);
            }
        }
        return jars;
    }

    /** The operators and formats of Sluice and of the jars. */
    Registry registry() throws IOException, Failures.UsageException {
        List<Path> jars = jars();
        ClassLoader loader = Plugins.class.getClassLoader();
        if (!jars.isEmpty()) {
            URL[] urls = new URL[jars.size()];
            for (int i = 0; i < urls.length; i++) {
                urls[i] = url(jars.get(i));
            }
            loader = new URLClassLoader(urls, loader);
            // Tasks are sent to workers as bytes; their classes are found through this one.
            Thread.currentThread().setContextClassLoader(loader);
        }
        return Registry.load(loader);
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException("a file has a URL", impossible);
        }
    }
}
