package dev.sluice.connectors.parquet;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** Parquet rows as maps, lists, strings, numbers and booleans. Bytes that are no text become Base64. */
final class GroupValues {
    private GroupValues() {}

    static Map<String, @Nullable Object> map(Group group) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        GroupType type = group.getType();
        for (int i = 0; i < type.getFieldCount(); i++) {
            values.put(type.getFieldName(i), value(group, i));
        }
        return values;
    }

    private static @Nullable Object value(Group group, int field) {
        Type type = group.getType().getType(field);
        int count = group.getFieldRepetitionCount(field);
        if (type.isRepetition(Type.Repetition.REPEATED)) {
            List<@Nullable Object> list = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                list.add(one(group, field, i, type));
            }
            return list;
        }
        return count == 0 ? null : one(group, field, 0, type);
    }

    private static @Nullable Object one(Group group, int field, int index, Type type) {
        if (type.isPrimitive()) {
            return primitive(group, field, index, type.asPrimitiveType());
        }
        Group inner = group.getGroup(field, index);
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        if (logical instanceof LogicalTypeAnnotation.ListLogicalTypeAnnotation) {
            return list(inner);
        }
        if (logical instanceof LogicalTypeAnnotation.MapLogicalTypeAnnotation) {
            return entries(inner);
        }
        return map(inner);
    }

    /** The three levels of a list: the list, its repeated entry, the entry's value. */
    private static List<@Nullable Object> list(Group list) {
        List<@Nullable Object> values = new ArrayList<>();
        Type entry = list.getType().getType(0);
        for (int i = 0; i < list.getFieldRepetitionCount(0); i++) {
            if (entry.isPrimitive()) {
                values.add(primitive(list, 0, i, entry.asPrimitiveType()));
            } else {
                Group inner = list.getGroup(0, i);
                values.add(inner.getType().getFieldCount() == 1 ? value(inner, 0) : map(inner));
            }
        }
        return values;
    }

    private static Map<String, @Nullable Object> entries(Group map) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (int i = 0; i < map.getFieldRepetitionCount(0); i++) {
            Group entry = map.getGroup(0, i);
            values.put(String.valueOf(value(entry, 0)), entry.getType().getFieldCount() > 1 ? value(entry, 1) : null);
        }
        return values;
    }

    private static Object primitive(Group group, int field, int index, PrimitiveType type) {
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        return switch (type.getPrimitiveTypeName()) {
            case BOOLEAN -> group.getBoolean(field, index);
            case INT32 -> decimal(BigInteger.valueOf(group.getInteger(field, index)), logical);
            case INT64 -> decimal(BigInteger.valueOf(group.getLong(field, index)), logical);
            case FLOAT -> (double) group.getFloat(field, index);
            case DOUBLE -> group.getDouble(field, index);
            case INT96 ->
                Base64.getEncoder().encodeToString(group.getInt96(field, index).getBytes());
            case BINARY, FIXED_LEN_BYTE_ARRAY ->
                binary(group.getBinary(field, index).getBytes(), logical);
        };
    }

    private static Object decimal(BigInteger whole, @Nullable LogicalTypeAnnotation logical) {
        return logical instanceof LogicalTypeAnnotation.DecimalLogicalTypeAnnotation decimal
                ? new BigDecimal(whole, decimal.getScale())
                : (Object) whole.longValue();
    }

    private static Object binary(byte[] bytes, @Nullable LogicalTypeAnnotation logical) {
        if (logical instanceof LogicalTypeAnnotation.DecimalLogicalTypeAnnotation decimal) {
            return new BigDecimal(new BigInteger(bytes), decimal.getScale());
        }
        boolean text = logical instanceof LogicalTypeAnnotation.StringLogicalTypeAnnotation
                || logical instanceof LogicalTypeAnnotation.EnumLogicalTypeAnnotation
                || logical instanceof LogicalTypeAnnotation.JsonLogicalTypeAnnotation
                || dev.sluice.connectors.Utf8.firstInvalid(bytes, 0, bytes.length) < 0;
        return text
                ? new String(bytes, StandardCharsets.UTF_8)
                : Base64.getEncoder().encodeToString(bytes);
    }
}
