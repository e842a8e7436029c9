package dev.sluice.connectors.text;

import dev.sluice.connectors.Blob;
import dev.sluice.connectors.Compression;
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
 * Reads comma-separated values with a header row, in the form of RFC 4180: fields may be quoted, and quoted fields may
 * hold separators, line breaks and doubled quotes. A file is read by one task, because a line break tells nothing where
 * quotes are.
 */
@Info(
        name = "csv",
        summary = "Reads comma-separated values with a header row.",
        endings = {".csv"})
public record CsvInput(
        @Param(doc = "What stands between fields.", def = "comma")
        Delimiter delimiter,

        @Param(
                doc = "Names of the columns of a file without a header row; an empty list means that it has one.",
                def = "[]")
        List<String> columns)
        implements InputFormat {

    /** What stands between fields. */
    public enum Delimiter {
        COMMA(','),
        SEMICOLON(';'),
        TAB('\t'),
        PIPE('|');

        final byte character;

        Delimiter(char character) {
            this.character = (byte) character;
        }
    }

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
        return new DelimitedReader(file, slice, mapping, limits, delimiter.character, columns);
    }

    @Override
    public long count(Blob file, Slice slice, Limits limits) throws IOException {
        return count(file, slice, limits, delimiter.character, columns);
    }

    static long count(Blob file, Slice slice, Limits limits, byte delimiter, List<String> columns) throws IOException {
        try (Compression.Stream in = Compression.open(file, 0, limits)) {
            RowScanner rows = new RowScanner(in, delimiter, limits.maxRecordBytes());
            long count = columns.isEmpty() ? -1 : 0;
            while (rows.next()) {
                count++;
            }
            return Math.max(0, count);
        }
    }
}
