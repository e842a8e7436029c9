package dev.sluice.recipes;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Strings of recipes that name files. */
final class PathText {
    private PathText() {}

    /** What keeps a string from being a path on this machine, to follow its name in a message; null where nothing does. */
    static @Nullable String fault(String text) {
        try {
            return Path.of(text).toString().isEmpty() ? "is empty, expected a path" : null;
        } catch (InvalidPathException invalid) {
            return "is no path on this machine: " + invalid.getReason();
        }
    }
}
