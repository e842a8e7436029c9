package dev.sluice.connectors.parquet;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.connectors.Info;
import dev.sluice.connectors.OutputFormat;
import dev.sluice.connectors.OutputSchema;
import dev.sluice.connectors.RecordWriter;
import dev.sluice.connectors.Utf8;
import dev.sluice.operators.ByteSize;
import dev.sluice.operators.Document;
import dev.sluice.operators.Faults;
import dev.sluice.operators.Param;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Spans;
import dev.sluice.operators.Vector;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes Parquet files, zstd-compressed. Columns: the id, the text, the fields the recipe declares (strings as they are,
 * everything else as JSON), the signals by their types (spans and vectors as JSON), and one column {@code extra} with all other fields as a JSON
 * object in the order of the record. A declared field whose string holds half of a surrogate pair, which no column can
 * hold, is among these, escaped. So the schema follows from the recipe alone.
 */
@Info(
        name = "parquet",
        summary = "Writes Parquet files.",
        endings = {".parquet"})
public record ParquetOutput(
        @Param(doc = "How hard to compress with zstd: 1 is fast, 19 is small.", def = "3", min = 1, max = 19)
        int level,

        @Param(doc = "Memory after which a row group is written.", def = "64MiB", min = 1_000_000)
        ByteSize rowGroupBytes)
        implements OutputFormat {
    private static final String EXTRA = "extra";

    @Override
    public String extension() {
        return ".parquet";
    }

    /** The declared fields that have no column yet as text or id. */
    private static List<String> columns(OutputSchema schema) {
        return schema.fields().stream()
                .filter(field -> !field.equals(schema.textField()))
                .filter(field -> !(schema.idRead() && field.equals(schema.idField())))
                .toList();
    }

    @Override
    public void check(OutputSchema schema, Faults faults) {
        Set<String> taken = new HashSet<>(List.of(schema.textField(), schema.idField()));
        if (!taken.add(EXTRA)) {
            faults.add("format", "has a column '%s' of its own, which the input takes for text or id", EXTRA);
        }
        for (String field : columns(schema)) {
            if (schema.signals().containsKey(field)) {
                faults.add("fields", "names '%s', which is a signal or label with a column of its own", field);
            } else if (!taken.add(field)) {
                String why = field.equals(EXTRA)
                        ? "which is the column of all other fields"
                        : field.equals(schema.idField())
                                ? "which is the column of the documents' ids, and these are read from elsewhere"
                                : "a second time";
                faults.add("fields", "names '%s', %s", field, why);
            }
        }
        for (String signal : schema.signals().keySet()) {
            if (taken.contains(signal) && !schema.fields().contains(signal)) {
                faults.add("format", "has a column '%s' already, which is a signal's or label's name too", signal);
            }
        }
    }

    @Override
    public RecordWriter open(OutputStream out, OutputSchema schema) throws IOException {
        return new Writer(out, schema);
    }

    private final class Writer implements RecordWriter {
        private static final JsonFactory JSON = new JsonFactory();

        private final OutputStream out;
        private final OutputSchema schema;
        private final ParquetTable table;
        private final List<String> fields;
        private final List<String> signals;
        private long bytes;

        Writer(OutputStream out, OutputSchema schema) throws IOException {
            this.out = out;
            this.schema = schema;
            List<ParquetTable.Column> columns = new ArrayList<>();
            columns.add(new ParquetTable.Column(schema.idField(), ParquetTable.Type.STRING));
            columns.add(new ParquetTable.Column(schema.textField(), ParquetTable.Type.STRING));
            this.fields = columns(schema);
            fields.forEach(field -> columns.add(new ParquetTable.Column(field, ParquetTable.Type.STRING)));
            this.signals = List.copyOf(schema.signals().keySet());
            schema.signals().forEach((name, kind) -> columns.add(new ParquetTable.Column(name, type(kind))));
            columns.add(new ParquetTable.Column(EXTRA, ParquetTable.Type.STRING));
            this.table = ParquetTable.open(out, columns, level, rowGroupBytes.bytes());
        }

        private static ParquetTable.Type type(Signal.Kind kind) {
            return switch (kind) {
                case COUNT -> ParquetTable.Type.LONG;
                case NUMBER -> ParquetTable.Type.DOUBLE;
                case FLAG -> ParquetTable.Type.BOOLEAN;
                case LABEL, SPANS, VECTOR -> ParquetTable.Type.STRING;
            };
        }

        @Override
        public void write(Document document) throws IOException {
            @Nullable Object[] row = new Object[3 + fields.size() + signals.size()];
            int at = 0;
            row[at++] = document.id();
            row[at++] = document.text();
            for (String field : fields) {
                Object value = document.field(field);
                row[at++] = !fitsColumn(value) ? null : value == null || value instanceof String ? value : json(value);
            }
            Map<String, Object> values = document.signals().toMap();
            for (String signal : signals) {
                Object value = values.get(signal);
                row[at++] = value instanceof Spans || value instanceof Vector ? value.toString() : value;
            }
            row[at] = extra(document);
            table.append(row);
            for (Object value : row) {
                bytes += value instanceof String text ? text.length() : 8;
            }
        }

        private @Nullable String extra(Document document) throws IOException {
            StringWriter text = new StringWriter();
            boolean any = false;
            try (JsonGenerator out = JSON.createGenerator(text)) {
                out.writeStartObject();
                for (String name : document.readFields().names()) {
                    Object value = document.readFields().get(name);
                    if (!written(name, value, document)
                            && !document.fieldChanges().containsKey(name)) {
                        out.writeFieldName(name);
                        value(out, value);
                        any = true;
                    }
                }
                for (Map.Entry<String, @Nullable Object> change :
                        document.fieldChanges().entrySet()) {
                    if (!written(change.getKey(), change.getValue(), document) && change.getValue() != null) {
                        out.writeFieldName(change.getKey());
                        value(out, change.getValue());
                        any = true;
                    }
                }
                out.writeEndObject();
            }
            return any ? escaped(text.toString()) : null;
        }

        private boolean written(String name, @Nullable Object value, Document document) {
            return schema.replaces(name, value, document) || (fields.contains(name) && fitsColumn(value));
        }

        /** A column of strings is UTF-8, which has no half of a surrogate pair; JSON can escape one. */
        private static boolean fitsColumn(@Nullable Object value) {
            return !(value instanceof String text) || Utf8.firstLoneSurrogate(text) < 0;
        }

        /** JSON with an escape for each half of a surrogate pair; it can stand nowhere but within a string. */
        private static String escaped(String json) {
            int at = Utf8.firstLoneSurrogate(json);
            if (at < 0) {
                return json;
            }
            StringBuilder out = new StringBuilder(json.length() + 5);
            int copied = 0;
            for (; at >= 0; at = Utf8.firstLoneSurrogate(json, at + 1)) {
                out.append(json, copied, at).append(String.format(Locale.ROOT, "\\u%04x", (int) json.charAt(at)));
                copied = at + 1;
            }
            return out.append(json, copied, json.length()).toString();
        }

        private static String json(Object value) throws IOException {
            StringWriter text = new StringWriter();
            try (JsonGenerator out = JSON.createGenerator(text)) {
                value(out, value);
            }
            return escaped(text.toString());
        }

        private static void value(JsonGenerator out, @Nullable Object value) throws IOException {
            if (value == null) {
                out.writeNull();
            } else if (value instanceof Long whole) {
                out.writeNumber(whole);
            } else if (value instanceof Double real) {
                out.writeNumber(real);
            } else if (value instanceof Boolean flag) {
                out.writeBoolean(flag);
            } else if (value instanceof BigInteger big) {
                out.writeNumber(big);
            } else if (value instanceof BigDecimal big) {
                out.writeNumber(big);
            } else if (value instanceof List<?> list) {
                out.writeStartArray();
                for (Object inner : list) {
                    value(out, inner);
                }
                out.writeEndArray();
            } else if (value instanceof Map<?, ?> map) {
                out.writeStartObject();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    out.writeFieldName(entry.getKey().toString());
                    value(out, entry.getValue());
                }
                out.writeEndObject();
            } else {
                out.writeString(value.toString());
            }
        }

        @Override
        public long uncompressedBytes() {
            return bytes;
        }

        @Override
        public void close() throws IOException {
            table.close();
            out.close();
        }
    }
}
