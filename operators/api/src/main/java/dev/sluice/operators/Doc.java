package dev.sluice.operators;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The documentation comments of an operator, a record of parameters or an enum, in Markdown. The annotation processor of the
 * module {@code operators/processor} keeps them beside the class files; a class that was compiled without it has none.
 *
 * @param text the comment of the class, or null
 * @param constants those of an enum's constants, by name, as far as they have one
 */
public record Doc(@Nullable String text, Map<String, String> constants) {
    private static final String HEADING = "## ";

    /** The comments of a class. */
    public static Doc of(Class<?> type) {
        String name = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".doc";
        try (InputStream in = type.getResourceAsStream(name)) {
            return in == null ? new Doc(null, Map.of()) : parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException cause) {
            throw new UncheckedIOException(name, cause);
        }
    }

    /** The comment of a constant, or null. */
    public static @Nullable String of(Enum<?> constant) {
        return of(constant.getDeclaringClass()).constants().get(constant.name());
    }

    private static Doc parse(String markdown) {
        Map<String, String> constants = new LinkedHashMap<>();
        StringBuilder part = new StringBuilder();
        String text = null;
        String constant = null;
        for (String line : (markdown + "\n" + HEADING).split("\n", -1)) {
            if (!line.startsWith(HEADING)) {
                part.append(line).append('\n');
                continue;
            }
            if (constant != null) {
                constants.put(constant, part.toString().strip());
            } else if (!part.toString().isBlank()) {
                text = part.toString().strip();
            }
            part.setLength(0);
            constant = line.substring(HEADING.length());
        }
        return new Doc(text, constants);
    }
}
