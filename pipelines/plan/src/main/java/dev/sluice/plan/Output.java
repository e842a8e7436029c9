package dev.sluice.plan;

import dev.sluice.connectors.OutputFormat;
import dev.sluice.connectors.OutputSchema;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the result goes.
 *
 * @param format how files are written
 * @param path absolute path of the folder
 * @param shardBytes size at which a partition's output is cut, in bytes before compression
 * @param partitionBy signal, label or field whose value names the folder of each document; absent means one folder
 * @param fields fields that get columns of their own in formats with columns
 * @param signals whether signals and labels are written beside the text
 * @param rejects how many dropped documents are written aside
 * @param rejectedText whether side files may hold text from before a step that removes private data
 */
public record Output(
        OutputFormat format,
        String path,
        long shardBytes,
        @Nullable String partitionBy,
        List<String> fields,
        boolean signals,
        Rejects rejects,
        boolean rejectedText)
        implements Serializable {
    public Output {
        fields = List.copyOf(fields);
    }

    /** What the documents of the output hold, as sources and steps give it. */
    public OutputSchema schema(List<Input> inputs, List<Step> steps) {
        return OutputSchema.of(
                inputs.stream().map(Input::mapping).toList(),
                fields,
                signals ? SignalTable.of(steps).kinds() : Map.of());
    }

    /** How many dropped documents are written aside. */
    public enum Rejects {
        /** None; the ledger still knows each. */
        NONE,
        /** At most 100 of each step and reason and partition, the first by keyed draw. */
        SAMPLE,
        /** All. */
        ALL
    }
}
