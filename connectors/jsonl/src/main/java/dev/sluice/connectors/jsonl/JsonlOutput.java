package dev.sluice.connectors.jsonl;

import com.github.luben.zstd.ZstdOutputStream;
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
import java.util.zip.GZIPOutputStream;

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
    /** How files are compressed. */
    public enum Codec {
        NONE,
        GZIP,
        ZSTD
    }

    @Override
    public String extension() {
        return switch (compression) {
            case NONE -> ".jsonl";
            case GZIP -> ".jsonl.gz";
            case ZSTD -> ".jsonl.zst";
        };
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
        return new JsonlWriter(compressed(out), schema);
    }

    private OutputStream compressed(OutputStream out) throws IOException {
        return switch (compression) {
            case NONE -> out;
            case GZIP ->
                new GZIPOutputStream(out, 1 << 16) {
                    {
                        def.setLevel(Math.min(9, level));
                    }
                };
            case ZSTD -> {
                ZstdOutputStream zstd = new ZstdOutputStream(out, level);
                zstd.setChecksum(true);
                yield zstd;
            }
        };
    }
}
