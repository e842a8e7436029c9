package dev.sluice.connectors.text;

import dev.sluice.connectors.Blob;
import dev.sluice.connectors.Info;
import dev.sluice.connectors.InputFormat;
import dev.sluice.connectors.Limits;
import dev.sluice.connectors.Mapping;
import dev.sluice.connectors.RecordReader;
import dev.sluice.connectors.Slice;
import dev.sluice.operators.Faults;
import dev.sluice.operators.Param;
import java.io.IOException;
import java.util.List;

/**
 * Reads tab-separated values with a header row; apart from the separator all is as with comma-separated values.
 */
@Info(
        name = "tsv",
        summary = "Reads tab-separated values with a header row.",
        endings = {".tsv"})
public record TsvInput(
        @Param(
                doc = "Names of the columns of a file without a header row; an empty list means that it has one.",
                def = "[]")
        List<String> columns)
        implements InputFormat {

    @Override
    public void check(Mapping mapping, Faults faults) {
        DelimitedReader.check(mapping, columns, faults);
    }

    @Override
    public List<Slice> split(Blob file, long target) throws IOException {
        return file.size() == 0 ? List.of() : List.of(Slice.whole(file.name(), file.size()));
    }

    @Override
    public RecordReader open(Blob file, Slice slice, Mapping mapping, Limits limits) throws IOException {
        return new DelimitedReader(file, slice, mapping, limits, (byte) '\t', columns);
    }

    @Override
    public long count(Blob file, Slice slice, Limits limits) throws IOException {
        return CsvInput.count(file, slice, limits, (byte) '\t', columns);
    }
}
