package dev.sluice.connectors.text;

import dev.sluice.connectors.Blob;
import dev.sluice.connectors.Compression;
import dev.sluice.connectors.CorruptInputException;
import dev.sluice.connectors.Limits;
import dev.sluice.connectors.Mapping;
import dev.sluice.connectors.RecordReader;
import dev.sluice.connectors.Slice;
import dev.sluice.connectors.Utf8;
import dev.sluice.operators.Document;
import dev.sluice.operators.Faults;
import dev.sluice.operators.Fields;
import dev.sluice.operators.Position;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a file of separated values as documents. Every value is a string. */
final class DelimitedReader implements RecordReader {
    private static final int EXCERPT_BYTES = 1000;

    private final String file;
    private final Mapping mapping;
    private final Limits limits;
    private final Compression.Stream in;
    private final RowScanner rows;
    private final List<String> columns;
    private long skip;
    private long left;

    DelimitedReader(Blob file, Slice slice, Mapping mapping, Limits limits, byte delimiter, List<String> given)
            throws IOException {
        this.file = file.name();
        this.mapping = mapping;
        this.limits = limits;
        this.skip = slice.skip();
        this.left = slice.limit();
        this.in = Compression.open(file, 0, limits);
        this.rows = new RowScanner(in, delimiter, limits.maxRecordBytes());
        this.columns = given.isEmpty() ? header() : given;
    }

    /** Reports text and id that are not among the columns a recipe gives; a header is only known when it is read. */
    static void check(Mapping mapping, List<String> columns, Faults faults) {
        Set<String> names = new HashSet<>();
        for (String column : columns) {
            if (!names.add(column)) {
                faults.add("columns", "names '%s' twice", column);
            }
        }
        if (!columns.isEmpty() && !columns.contains(mapping.text())) {
            faults.add("text", "is '%s', which is none of the columns %s", mapping.text(), String.join(", ", columns));
        }
        String id = mapping.id();
        if (id != null && !columns.isEmpty() && !mapping.textIsId() && !columns.contains(id)) {
            faults.add("id", "is '%s', which is none of the columns %s", id, String.join(", ", columns));
        }
    }

    private List<String> header() throws IOException {
        Set<String> names = new LinkedHashSet<>();
        if (rows.next()) {
            for (int i = 0; i < rows.fieldCount(); i++) {
                String name = value(i);
                if (!names.add(name)) {
                    // One of the two columns would be lost without a word.
                    throw new CorruptInputException(
                            file,
                            rows.offset(),
                            "the header names column '" + name + "' twice (columns "
                                    + (List.copyOf(names).indexOf(name) + 1) + " and " + (i + 1) + ")",
                            null);
                }
            }
        }
        return List.copyOf(names);
    }

    private String value(int field) {
        int start = rows.start(field);
        return new String(rows.bytes(), start, rows.end(field) - start, StandardCharsets.UTF_8);
    }

    @Override
    public @Nullable Item next() throws IOException {
        while (left > 0 && rows.next()) {
            if (skip > 0) {
                skip--;
            } else {
                left--;
                return item();
            }
        }
        return null;
    }

    private Item item() {
        if (rows.tooLong()) {
            return bad("too_long", "the row is longer than " + limits.maxRecordBytes() + " bytes");
        }
        if (rows.openQuote()) {
            return bad("invalid_csv", "the file ends inside quotes");
        }
        if (rows.fieldCount() != columns.size()) {
            return bad("invalid_csv", "the row has " + rows.fieldCount() + " fields, the header " + columns.size());
        }
        int invalid = Utf8.firstInvalid(rows.bytes(), 0, rows.size());
        if (invalid >= 0 && !limits.replaceInvalidUtf8()) {
            return bad("invalid_utf8", "byte " + invalid + " of the row is not valid UTF-8");
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            fields.put(columns.get(i), value(i));
        }
        Object text = fields.get(mapping.text());
        if (text == null) {
            return bad("no_text", noColumn(mapping.text()));
        }
        if (text.toString().getBytes(StandardCharsets.UTF_8).length > limits.maxDocumentBytes()) {
            return bad("too_long", "the text is longer than " + limits.maxDocumentBytes() + " bytes");
        }
        String idColumn = mapping.id();
        Object id = idColumn == null ? null : fields.get(idColumn);
        if (idColumn != null && id == null) {
            return bad("no_id", noColumn(idColumn));
        }
        return new Item.Good(Document.of(
                id == null ? null : id.toString(),
                text.toString(),
                Fields.of(fields),
                new Position(file, rows.offset())));
    }

    private String noColumn(String name) {
        return "the file has no column '" + name + "', only " + String.join(", ", columns);
    }

    private Item.Bad bad(String reason, String message) {
        int shown = Math.min(rows.size(), EXCERPT_BYTES);
        return new Item.Bad(rows.offset(), reason, message, new String(rows.bytes(), 0, shown, StandardCharsets.UTF_8));
    }

    @Override
    public long bytesRead() {
        return in.storedBytes();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
