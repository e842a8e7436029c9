package dev.sluice.connectors.jsonl;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.connectors.Limits;
import dev.sluice.connectors.Mapping;
import dev.sluice.operators.Fields;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of one JSON record: the record as it was read, parsed on demand. */
final class JsonFields implements Fields {
    private final byte[] record;
    private final @Nullable TextPlace place;
    private final Mapping mapping;
    private @Nullable Map<String, @Nullable Object> parsed;

    /**
     * @param record the record's bytes, well-formed JSON
     * @param place where the text's value stands in it
     * @param mapping which fields are text and id
     */
    JsonFields(byte[] record, @Nullable TextPlace place, Mapping mapping) {
        this.record = record;
        this.place = place;
        this.mapping = mapping;
    }

    /**
     * Where a value stands in a record.
     *
     * @param start its first byte
     * @param end the byte after it
     */
    record TextPlace(int start, int end) {}

    byte[] record() {
        return record;
    }

    @Nullable TextPlace place() {
        return place;
    }

    Mapping mapping() {
        return mapping;
    }

    @Override
    public @Nullable Object get(String path) {
        return Fields.lookUp(map(), path);
    }

    @Override
    public List<String> names() {
        return List.copyOf(map().keySet());
    }

    private Map<String, @Nullable Object> map() {
        Map<String, @Nullable Object> known = parsed;
        if (known == null) {
            try (JsonParser parser = JsonlReader.factory(Limits.of(1L << 30)).createParser(record)) {
                parser.nextToken();
                known = object(parser);
                parsed = known;
            } catch (IOException impossible) {
                throw new UncheckedIOException("a record that was read before", impossible);
            }
        }
        return known;
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            map.put(name, value(parser, parser.nextToken()));
        }
        return map;
    }

    private static @Nullable Object value(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                    list.add(value(parser, next));
                }
                yield list;
            }
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? parser.getBigIntegerValue()
                        : (Object) parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> {
                double real = parser.getDoubleValue();
                yield Double.isInfinite(real) ? (Object) new BigDecimal(parser.getText()) : (Object) real;
            }
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }
}
