package dev.sluice.operators.sketches;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one field of the records holds. */
final class FieldCounts {
    private static final int EXAMPLES = 3;

    /** Types of values. */
    private enum Type {
        TEXT,
        INTEGER,
        NUMBER,
        BOOLEAN,
        LIST,
        MAPPING,
        NULL
    }

    private final EnumMap<Type, Long> types = new EnumMap<>(Type.class);
    private Distinct distinct = new Distinct();
    private Distribution characters = new Distribution(1);
    private Examples examples = new Examples(EXAMPLES);

    void add(@Nullable Object value) {
        Type type = typeOf(value);
        types.merge(type, 1L, Long::sum);
        if (value == null || type == Type.LIST || type == Type.MAPPING) {
            return;
        }
        String text = value.toString();
        distinct.add(text);
        examples.add(text, text);
        if (type == Type.TEXT) {
            characters.add(text.codePointCount(0, text.length()));
        }
    }

    private static Type typeOf(@Nullable Object value) {
        if (value == null) {
            return Type.NULL;
        }
        if (value instanceof String) {
            return Type.TEXT;
        }
        if (value instanceof Boolean) {
            return Type.BOOLEAN;
        }
        if (value instanceof Double || value instanceof BigDecimal) {
            return Type.NUMBER;
        }
        if (value instanceof Long || value instanceof BigInteger) {
            return Type.INTEGER;
        }
        return value instanceof List ? Type.LIST : Type.MAPPING;
    }

    void merge(FieldCounts other) {
        other.types.forEach((type, n) -> types.merge(type, n, Long::sum));
        distinct.merge(other.distinct);
        characters.merge(other.characters);
        examples.merge(other.examples);
    }

    void write(StoredWriter out) {
        for (Type type : Type.values()) {
            out.number(types.getOrDefault(type, 0L));
        }
        out.bytes(distinct.toBytes());
        characters.write(out);
        examples.write(out);
    }

    static FieldCounts read(StoredReader in) {
        FieldCounts counts = new FieldCounts();
        for (Type type : Type.values()) {
            long n = in.number();
            if (n > 0) {
                counts.types.put(type, n);
            }
        }
        counts.distinct = Distinct.read(in.bytes());
        counts.characters = Distribution.read(in, 1);
        counts.examples = Examples.read(in, EXAMPLES);
        return counts;
    }

    /** Present, types, distinct, examples, and characters of texts. */
    Map<String, Object> estimate() {
        Map<String, Object> estimate = new LinkedHashMap<>();
        Map<String, Object> byType = new LinkedHashMap<>();
        long present = 0;
        for (Map.Entry<Type, Long> type : types.entrySet()) {
            byType.put(type.getKey().name().toLowerCase(Locale.ROOT), type.getValue());
            present += type.getValue();
        }
        estimate.put("present", present);
        estimate.put("types", byType);
        estimate.put("distinct", distinct.estimate());
        estimate.put("examples", examples.estimate());
        if (characters.count() > 0) {
            estimate.put("characters", characters.estimate());
        }
        return estimate;
    }
}
