package dev.sluice.pipelines;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The records of one task that could not be processed, each alone, with file, offset, step and cause. */
final class DeadLetters implements AutoCloseable {
    private static final int SHOWN = 10;
    private static final int EXCERPT_CHARACTERS = 300;

    private final SideFile file;
    private final Map<String, Long> reasons = new TreeMap<>();
    private final ArrayNode samples = Json.array();
    private final @Nullable Long most;

    DeadLetters(RunSpec spec, Store store, String path) {
        this.file = new SideFile(store, path);
        this.most = spec.plan().options().maxErrors();
    }

    /**
     * Adds one.
     *
     * @param id the document's id, or null when the record could not be read
     * @param step the step that failed, or null when no step saw the record
     * @param text the record as the step saw it, or what can be shown of it
     */
    void add(
            String input,
            long offset,
            @Nullable String id,
            @Nullable String step,
            String reason,
            String message,
            String text)
            throws IOException {
        ObjectNode row = Json.object();
        row.put("file", input);
        row.put("offset", offset);
        row.put("id", id);
        row.put("step", step);
        row.put("reason", reason);
        row.put("message", message);
        row.put("text", text);
        file.write(row);
        reasons.merge(reason, 1L, Long::sum);
        if (samples.size() < SHOWN) {
            ObjectNode shown = row.deepCopy();
            shown.remove("text");
            samples.add(shown.put("excerpt", Excerpt.of(text, EXCERPT_CHARACTERS)));
        }
        if (most != null && file.rows() > most) {
            throw new TooManyErrorsException(file.rows());
        }
    }

    ObjectNode counts() {
        ObjectNode counts = Json.object();
        counts.put("count", file.rows());
        counts.set("reasons", Json.of(reasons));
        counts.set("samples", samples);
        return counts;
    }

    Store.@Nullable Stored finish() throws IOException {
        return file.finish();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** One task alone met more bad records than the whole run may have. */
    static final class TooManyErrorsException extends IOException {
        private static final long serialVersionUID = 1L;

        TooManyErrorsException(long count) {
            super(count + " records could not be processed, more than max_errors allows");
        }
    }
}
