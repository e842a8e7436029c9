package dev.sluice.plan;

import dev.sluice.connectors.InputFormat;
import dev.sluice.connectors.Mapping;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One named source of documents.
 *
 * @param name the source's name; {@code input} where the recipe gives none
 * @param format how its files are read
 * @param patterns absolute paths, with globs, in the order of the recipe
 * @param mapping which fields hold text and id
 * @param skip records to leave out at the beginning of the source, counted over all its files in order
 * @param limit most records to read after those; absent means all
 * @param sample share of the documents to keep, drawn by id; absent means all
 */
public record Input(
        String name,
        InputFormat format,
        List<String> patterns,
        Mapping mapping,
        long skip,
        @Nullable Long limit,
        @Nullable Double sample)
        implements Serializable {
    public Input {
        patterns = List.copyOf(patterns);
    }
}
