package dev.sluice.connectors.jsonl;

import dev.sluice.connectors.Blob;
import dev.sluice.connectors.Info;
import dev.sluice.connectors.InputFormat;
import dev.sluice.connectors.Limits;
import dev.sluice.connectors.LineReader;
import dev.sluice.connectors.LineSlices;
import dev.sluice.connectors.Mapping;
import dev.sluice.connectors.RecordReader;
import dev.sluice.connectors.Slice;
import java.io.IOException;
import java.util.List;

/**
 * Reads JSON Lines: one object a line, plain, gzip or zstd as the first bytes tell. Blank lines are no records. Fields
 * beside text and id are kept as they were read and parsed when somebody asks for them.
 */
@Info(
        name = "jsonl",
        summary = "Reads JSON Lines, one object a line.",
        endings = {".jsonl", ".ndjson", ".json"})
public record JsonlInput() implements InputFormat {
    @Override
    public List<Slice> split(Blob file, long target) throws IOException {
        return LineSlices.split(file, target);
    }

    @Override
    public RecordReader open(Blob file, Slice slice, Mapping mapping, Limits limits) throws IOException {
        return new JsonlReader(file, slice, mapping, limits);
    }

    @Override
    public long count(Blob file, Slice slice, Limits limits) throws IOException {
        long count = 0;
        try (LineReader lines = new LineReader(file, slice, limits)) {
            while (lines.next()) {
                if (!lines.blank()) {
                    count++;
                }
            }
        }
        return count;
    }
}
