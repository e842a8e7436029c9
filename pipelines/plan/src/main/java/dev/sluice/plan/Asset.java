package dev.sluice.plan;

import dev.sluice.operators.AssetException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A read-only file that the recipe names. Licence and source are for the account of a run: they decide no byte of it, so
 * correcting them makes no other run.
 *
 * @param name as the parameter gave it
 * @param path absolute path
 * @param sha256 hash of its content when the plan was made
 * @param license its licence; null for a file that is not in an index of assets
 * @param source where it comes from; null like the licence
 */
public record Asset(
        String name,
        String path,
        String sha256,
        @Nullable String license,
        @Nullable String source) implements Serializable {
    /** A file that a recipe names by its path. */
    public static Asset ofPath(String name, Path path) throws IOException {
        return new Asset(name, path.toString(), FileHashes.once(path), null, null);
    }

    /**
     * The file, with the content it had when the plan was made.
     *
     * @throws AssetException when it has another, or cannot be read
     */
    public Path verified() {
        Path file = Path.of(path);
        String now;
        try {
            now = FileHashes.once(file);
        } catch (IOException cause) {
            throw new AssetException(path + " cannot be read: " + cause.getMessage());
        }
        if (!now.equals(sha256)) {
            throw new AssetException(
                    path + " has changed since the run began: its sha256 was " + sha256 + ", now it is " + now);
        }
        return file;
    }
}
