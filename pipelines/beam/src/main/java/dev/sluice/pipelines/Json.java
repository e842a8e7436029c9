package dev.sluice.pipelines;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.operators.Spans;
import dev.sluice.operators.Vector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON of task records, manifests and reports. */
final class Json {
    static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /** Tells in the record of a task what it stored. */
    static void putFiles(ObjectNode record, List<Store.Stored> files) {
        ArrayNode stored = record.putArray("files");
        for (Store.Stored file : files) {
            stored.addObject()
                    .put("path", file.path())
                    .put("bytes", file.bytes())
                    .put("sha256", file.sha256());
        }
    }

    static JsonNode read(byte[] json) throws IOException {
        return MAPPER.readTree(json);
    }

    /** The content of a file; null when it is damaged. */
    static @Nullable JsonNode readWhole(Path file) throws IOException {
        byte[] json = Files.readAllBytes(file);
        try {
            return read(json);
        } catch (JsonProcessingException damaged) {
            return null;
        }
    }

    static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree can always be written", impossible);
        }
    }

    static byte[] pretty(JsonNode node) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(node);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree can always be written", impossible);
        }
    }

    /** A tree of maps, lists, strings, numbers and booleans as JSON; spans become lists of triples, vectors lists of numbers. */
    static JsonNode of(@Nullable Object value) {
        if (value == null) {
            return MAPPER.nullNode();
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode node = object();
            map.forEach((key, inner) -> node.set(String.valueOf(key), of(inner)));
            return node;
        }
        if (value instanceof List<?> list) {
            ArrayNode node = array();
            list.forEach(inner -> node.add(of(inner)));
            return node;
        }
        if (value instanceof Spans spans) {
            ArrayNode node = array();
            for (int i = 0; i < spans.size(); i++) {
                ArrayNode span = node.addArray();
                span.add(spans.start(i)).add(spans.end(i));
                if (!spans.hasScore(i)) {
                    span.addNull();
                } else if (spans.whole()) {
                    span.add((long) spans.score(i));
                } else {
                    span.add(spans.score(i));
                }
            }
            return node;
        }
        if (value instanceof Vector vector) {
            ArrayNode node = array();
            for (int i = 0; i < vector.size(); i++) {
                node.add(vector.get(i));
            }
            return node;
        }
        return MAPPER.valueToTree(value);
    }
}
