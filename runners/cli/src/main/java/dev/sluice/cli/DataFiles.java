package dev.sluice.cli;

import dev.sluice.connectors.InputFormat;
import dev.sluice.operators.NearestName;
import dev.sluice.operators.Node;
import dev.sluice.operators.Spec;
import dev.sluice.recipes.Registry;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of a data set that nobody described: those of the format that most of them have.
 *
 * @param format name of the format, null when no name tells one
 * @param files in the order of their paths
 * @param others how many files of other formats lie beside them
 */
record DataFiles(@Nullable String format, List<Path> files, int others) {

    /**
     * Looks at names alone.
     *
     * @param data a file, a folder, or a glob
     * @param wanted the format, when it is known; then every file is taken to have it
     */
    static DataFiles find(Registry registry, String data, @Nullable String wanted) throws IOException {
        Map<String, List<Path>> byFormat = new TreeMap<>();
        int all = 0;
        for (Path file : list(data)) {
            String format = wanted == null ? registry.inputFormatOf(file.toString()) : wanted;
            if (format != null) {
                byFormat.computeIfAbsent(format, key -> new ArrayList<>()).add(file);
            }
            all++;
        }
        String most = null;
        for (Map.Entry<String, List<Path>> entry : byFormat.entrySet()) {
            if (most == null || entry.getValue().size() > byFormat.get(most).size()) {
                most = entry.getKey();
            }
        }
        List<Path> files = most == null ? List.of() : byFormat.get(most);
        return new DataFiles(most, files, all - files.size());
    }

    /** The reader of a format with its options at their defaults. */
    static InputFormat reader(Registry registry, @Nullable String name) throws Failures.UsageException {
        return reader(registry, name, Map.of());
    }

    /** The reader of a format with some of its options set, as in recipes. */
    static InputFormat reader(Registry registry, @Nullable String name, Map<String, String> options)
            throws Failures.UsageException {
        Class<? extends InputFormat> type =
                name == null ? null : registry.inputs().get(name);
        if (type == null) {
            String hint = name == null
                    ? null
                    : NearestName.hint(name, registry.inputs().keySet());
            throw new Failures.UsageException("no format is named '" + name + "', there are "
                    + String.join(", ", registry.inputs().keySet()) + (hint == null ? "" : "; " + hint));
        }
        Node.Place place = new Node.Place("--format", 0, 0);
        List<Node.Entry> entries = new ArrayList<>();
        options.forEach((key, value) ->
                entries.add(new Node.Entry(new Node.Scalar(key, false, place), new Node.Scalar(value, false, place))));
        InputFormat bound =
                Spec.of(type).bind(new Node.Mapping(entries, place), List.of(), (at, parameter, message, hint) -> {});
        if (bound == null) {
            throw new Failures.UsageException("the format '" + name + "' needs options; write a recipe for it");
        }
        return bound;
    }

    private static List<Path> list(String data) throws IOException {
        Path path = Path.of(data).toAbsolutePath().normalize();
        if (Files.isRegularFile(path)) {
            return List.of(path);
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + path);
        Path root = path;
        while (!Files.isDirectory(root) && root.getParent() != null) {
            root = root.getParent();
        }
        boolean folder = root.equals(path);
        Path top = root;
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> (folder || matcher.matches(file)) && !hidden(top.relativize(file)))
                    .sorted()
                    .toList();
        }
    }

    private static boolean hidden(Path path) {
        for (Path part : path) {
            String name = part.toString();
            if (name.startsWith(".") || name.startsWith("__") || name.equals("_SUCCESS")) {
                return true;
            }
        }
        return false;
    }
}
