package dev.sluice.cli;

import dev.sluice.recipes.AssetFolder;
import dev.sluice.recipes.AssetIndex;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where assets lie. */
final class AssetsOption {
    @Option(
            names = "--assets",
            paramLabel = "FOLDER",
            description = "The folder of assets; unless given, the one that SLUICE_ASSETS names, or the nearest folder"
                    + " assets/ from here (or from the recipe) upwards.")
    private @Nullable Path folder;

    /** The folder that was named; null when none was. */
    @Nullable Path folder() {
        return folder;
    }

    /** The folder that commands without a recipe work on; null when there is none yet. */
    @Nullable Path found() {
        if (folder != null) {
            return folder;
        }
        Path named = AssetIndex.named(System.getenv());
        return named != null ? named : AssetIndex.find(Path.of(""));
    }

    /** The folder that new assets go to: the one found, or {@code assets} here. */
    AssetFolder folderToWrite() {
        Path found = found();
        return new AssetFolder(found == null ? Path.of(AssetIndex.FOLDER) : found);
    }
}
