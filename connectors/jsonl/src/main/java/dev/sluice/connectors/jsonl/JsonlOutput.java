package dev.sluice.connectors.jsonl;

import dev.sluice.connectors.Info;
import dev.sluice.connectors.OutputFormat;
import dev.sluice.connectors.OutputSchema;
import dev.sluice.connectors.RecordWriter;
import dev.sluice.operators.Faults;
import dev.sluice.operators.Param;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes JSON Lines. Records of JSON input keep every byte that no step changed; signals, where they are written, come
 * last in one object {@code signals}.
 */
@Info(
        name = "jsonl",
        summary = "Writes JSON Lines, one object a line.",
        endings = {".jsonl"})
public record JsonlOutput(
        @Param(doc = "How the files are compressed.", def = "zstd")
        Codec compression,

        @Param(
                doc = "How hard to compress: 1 is fast, 19 is small; gzip takes at most 9.",
                def = "3",
                min = 1,
                max = 19)
        int level)
        implements OutputFormat {
    @Override
    public String extension() {
        return ".jsonl" + compression.ending();
    }

    @Override
    public void check(OutputSchema schema, Faults faults) {
        List<String> own = new ArrayList<>();
        if (!schema.signals().isEmpty()) {
            own.add(JsonlWriter.SIGNALS);
        }
        if (!schema.idRead() || !schema.signals().isEmpty()) {
            own.add(JsonlWriter.EXTRA);
        }
        for (String name : own) {
            if (name.equals(schema.textField()) || name.equals(schema.idField())) {
                faults.add("format", "has a field '%s' of its own, which the input takes for text or id", name);
            }
        }
    }

    @Override
    public RecordWriter open(OutputStream out, OutputSchema schema) throws IOException {
        return new JsonlWriter(compression.compress(out, level), schema);
    }
}
