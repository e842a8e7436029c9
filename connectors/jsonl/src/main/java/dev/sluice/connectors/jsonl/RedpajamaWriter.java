package dev.sluice.connectors.jsonl;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.connectors.OutputSchema;
import dev.sluice.connectors.RecordWriter;
import dev.sluice.operators.Document;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Spans;
import dev.sluice.text.Length;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the signals of documents in the records of RedPajama-V2; see {@link RedpajamaOutput}. */
final class RedpajamaWriter implements RecordWriter {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int BUFFER_BYTES = 1 << 16;
    private static final List<String> METADATA =
            List.of("cc_segment", "cc_net_source", "url", "source_domain", "language", "snapshot_id");

    private final OutputStream out;
    private final OutputSchema schema;
    private final MessageDigest sha1;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(1 << 14);
    private long bytes;

    RedpajamaWriter(OutputStream out, OutputSchema schema) {
        this.out = new BufferedOutputStream(out, BUFFER_BYTES);
        this.schema = schema;
        try {
            this.sha1 = MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-1", impossible);
        }
    }

    /** Whether the records have a place for a signal: they hold numbers, of texts and of parts of them. */
    static boolean holds(OutputSchema schema, String signal) {
        Signal.Kind kind = schema.signals().get(signal);
        return kind == Signal.Kind.COUNT || kind == Signal.Kind.NUMBER || kind == Signal.Kind.SPANS;
    }

    @Override
    public void write(Document document) throws IOException {
        line.reset();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("id", document.id());
            json.writeFieldName("id_int");
            json.writeNumber(number(document.id()));
            json.writeObjectFieldStart("metadata");
            for (String name : METADATA) {
                json.writeFieldName(name);
                JsonlWriter.writeValue(json, document.field(name));
            }
            json.writeEndObject();
            json.writeObjectFieldStart("quality_signals");
            writeSignals(json, document);
            json.writeEndObject();
            json.writeEndObject();
        }
        line.write('\n');
        line.writeTo(out);
        bytes += line.size();
    }

    /** The number by which RedPajama-V2 knows a document in short. */
    private BigInteger number(String id) {
        byte[] digest = sha1.digest(id.getBytes(StandardCharsets.UTF_8));
        long first = ByteBuffer.wrap(digest).order(ByteOrder.LITTLE_ENDIAN).getLong();
        return new BigInteger(Long.toUnsignedString(first));
    }

    private void writeSignals(JsonGenerator json, Document document) throws IOException {
        int length = Length.of(document);
        Map<String, Object> values = document.signals().toMap();
        for (Map.Entry<String, Signal.Kind> signal : schema.signals().entrySet()) {
            if (holds(schema, signal.getKey())) {
                json.writeFieldName(signal.getKey());
                Object value = values.get(signal.getKey());
                if (signal.getValue() != Signal.Kind.SPANS) {
                    writeWhole(json, length, value);
                } else {
                    json.writeRawValue(value instanceof Spans spans ? spans.toString() : "[]");
                }
            }
        }
    }

    /** A value of the whole text. */
    private static void writeWhole(JsonGenerator json, int length, @Nullable Object value) throws IOException {
        json.writeStartArray();
        json.writeStartArray();
        json.writeNumber(0);
        json.writeNumber(length);
        JsonlWriter.writeValue(json, value);
        json.writeEndArray();
        json.writeEndArray();
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
