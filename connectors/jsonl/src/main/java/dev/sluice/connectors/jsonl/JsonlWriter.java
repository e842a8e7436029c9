package dev.sluice.connectors.jsonl;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.connectors.OutputSchema;
import dev.sluice.connectors.RecordWriter;
import dev.sluice.connectors.Utf8;
import dev.sluice.operators.Document;
import dev.sluice.operators.Spans;
import dev.sluice.operators.Vector;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes documents as JSON Lines. */
final class JsonlWriter implements RecordWriter {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int BUFFER_BYTES = 1 << 16;

    /** Holds fields whose names are taken, as the column of that name does in formats with columns. */
    static final String EXTRA = "extra";

    /** Holds signals and labels. */
    static final String SIGNALS = "signals";

    private static final byte[] SIGNALS_NAME = ('"' + SIGNALS + '"').getBytes(StandardCharsets.UTF_8);

    private final OutputStream out;
    private final OutputSchema schema;
    private final Line line = new Line();
    private long bytes;

    JsonlWriter(OutputStream out, OutputSchema schema) {
        this.out = new java.io.BufferedOutputStream(out, BUFFER_BYTES);
        this.schema = schema;
    }

    /** A line under construction, whose bytes are written without a copy. */
    private static final class Line extends ByteArrayOutputStream {
        Line() {
            super(1 << 14);
        }

        void dropLastByte() {
            count--;
        }

        boolean emptyObject() {
            int i = count - 1;
            while (i >= 0 && (buf[i] == ' ' || buf[i] == '\t')) {
                i--;
            }
            return i >= 0 && buf[i] == '{';
        }
    }

    @Override
    public void write(Document document) throws IOException {
        line.reset();
        if (document.readFields() instanceof JsonFields json && sameShape(document, json)) {
            fromRecord(document, json);
        } else {
            fromFields(document);
        }
        line.write('\n');
        line.writeTo(out);
        bytes += line.size();
    }

    /** Whether the record can be kept as it is but for its text and for what is appended. */
    private boolean sameShape(Document document, JsonFields json) {
        String id = json.mapping().id();
        boolean sameId = json.mapping().textIsId() ? !document.edited() : id == null || id.equals(schema.idField());
        return sameId
                && document.child() == 0
                && json.place() != null
                && json.mapping().text().equals(schema.textField())
                && !document.renamed()
                && document.fieldChanges().isEmpty()
                && !(hasSignals(document) && mayNameSignals(json.record()));
    }

    /** Whether the record may have a field of the name that signals are appended under. */
    private static boolean mayNameSignals(byte[] record) {
        int last = record.length - SIGNALS_NAME.length;
        for (int at = Utf8.find((byte) '"', record, 0, record.length);
                at <= last;
                at = Utf8.find((byte) '"', record, at + 1, record.length)) {
            if (Arrays.equals(record, at, at + SIGNALS_NAME.length, SIGNALS_NAME, 0, SIGNALS_NAME.length)) {
                return true;
            }
        }
        return false;
    }

    private void fromRecord(Document document, JsonFields json) throws IOException {
        byte[] record = json.record();
        JsonFields.TextPlace place = json.place();
        int end = record.length;
        while (record[end - 1] != '}') {
            end--; // white space behind the object
        }
        boolean signals = hasSignals(document);
        if (!document.edited() && !signals) {
            line.write(record, 0, end);
            return;
        }
        if (document.edited() && place != null) {
            line.write(record, 0, place.start());
            try (JsonGenerator text = generator()) {
                text.writeString(document.text());
            }
            line.write(record, place.end(), end - place.end());
        } else {
            line.write(record, 0, end);
        }
        if (signals) {
            line.dropLastByte();
            boolean first = line.emptyObject();
            if (!first) {
                line.write(',');
            }
            line.writeBytes(SIGNALS_NAME);
            line.write(':');
            try (JsonGenerator generator = generator()) {
                writeSignals(generator, document);
            }
            line.write('}');
        }
    }

    private JsonGenerator generator() throws IOException {
        JsonGenerator generator = JSON.createGenerator(line);
        generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        return generator;
    }

    private void fromFields(Document document) throws IOException {
        Map<String, @Nullable Object> fields = fields(document);
        boolean keepsOther = fields.containsKey(schema.idField()) && hasNoId(document);
        moveAside(fields, keepsOther, hasSignals(document));
        try (JsonGenerator json = generator()) {
            json.writeStartObject();
            if (!keepsOther) {
                json.writeStringField(schema.idField(), document.id());
            }
            json.writeStringField(schema.textField(), document.text());
            for (Map.Entry<String, @Nullable Object> field : fields.entrySet()) {
                json.writeFieldName(field.getKey());
                writeValue(json, field.getValue());
            }
            if (hasSignals(document)) {
                json.writeFieldName(SIGNALS);
                writeSignals(json, document);
            }
            json.writeEndObject();
        }
    }

    /** The fields beside text and id, changes included. */
    private Map<String, @Nullable Object> fields(Document document) {
        Map<String, @Nullable Object> found = new LinkedHashMap<>();
        for (String name : document.readFields().names()) {
            if (!document.fieldChanges().containsKey(name)) {
                found.put(name, document.readFields().get(name));
            }
        }
        document.fieldChanges().forEach((name, value) -> {
            if (value != null) {
                found.put(name, value);
            }
        });
        found.entrySet().removeIf(field -> schema.replaces(field.getKey(), field.getValue(), document));
        return found;
    }

    /** Puts fields into one of their own whose names id and signals take. */
    private void moveAside(Map<String, @Nullable Object> fields, boolean keepsOther, boolean signals) {
        Map<String, @Nullable Object> aside = new LinkedHashMap<>();
        if (!keepsOther && fields.containsKey(schema.idField())) {
            aside.put(schema.idField(), fields.remove(schema.idField()));
        }
        if (signals && fields.containsKey(SIGNALS)) {
            aside.put(SIGNALS, fields.remove(SIGNALS));
        }
        if (!aside.isEmpty()) {
            if (fields.containsKey(EXTRA)) {
                aside.put(EXTRA, fields.remove(EXTRA));
            }
            fields.put(EXTRA, aside);
        }
    }

    /** Whether the document is known by the hash of its text alone. */
    private static boolean hasNoId(Document document) {
        return document.readFields() instanceof JsonFields json
                && json.mapping().id() == null
                && document.child() == 0
                && !document.renamed();
    }

    private boolean hasSignals(Document document) {
        for (String name : schema.signals().keySet()) {
            if (document.signals().get(name) != null) {
                return true;
            }
        }
        return false;
    }

    private void writeSignals(JsonGenerator json, Document document) throws IOException {
        json.writeStartObject();
        Map<String, Object> values = document.signals().toMap();
        for (String name : schema.signals().keySet()) {
            Object value = values.get(name);
            if (value != null) {
                json.writeFieldName(name);
                writeValue(json, value);
            }
        }
        json.writeEndObject();
    }

    /** Writes a value of a field or signal. */
    static void writeValue(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof Long whole) {
            json.writeNumber(whole);
        } else if (value instanceof Double real) {
            json.writeNumber(real);
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof BigInteger big) {
            json.writeNumber(big);
        } else if (value instanceof BigDecimal big) {
            json.writeNumber(big);
        } else if (value instanceof Spans || value instanceof Vector) {
            json.writeRawValue(value.toString());
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object inner : list) {
                writeValue(json, inner);
            }
            json.writeEndArray();
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(entry.getKey().toString());
                writeValue(json, entry.getValue());
            }
            json.writeEndObject();
        } else {
            json.writeString(value.toString());
        }
    }

    @Override
    public long uncompressedBytes() {
        return bytes;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
