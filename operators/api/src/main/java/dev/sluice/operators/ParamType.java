package dev.sluice.operators;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A type that a parameter may have: knows how to read, print, describe and describe to editors its values. */
abstract class ParamType {
    /** Reports a fault at a place below a parameter. */
    interface Report {
        void fault(Node.Place place, String message);
    }

    /** Reads a value; reports what is wrong and gives null when it cannot. */
    abstract @Nullable Object read(Node node, Report report);

    /** What is expected, for messages: "expected integer". */
    abstract String describe();

    /** The value in recipe syntax, in flow style. */
    String print(Object value) {
        return value.toString();
    }

    /** The JSON Schema of the type, as a tree. */
    abstract Map<String, Object> schema();

    /** The values that there are, of a choice or a list of choices; else none. */
    List<Enum<?>> choices() {
        return List.of();
    }

    /** The record that a mapping, or each of a list of mappings, is read as; else null. */
    @Nullable Class<?> record() {
        return null;
    }

    /** The type of a record component. */
    static ParamType of(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == List.class) {
                return new ListType(of(arguments[0]));
            }
            if (generic.getRawType() == Map.class && arguments[0] == String.class && arguments[1] == String.class) {
                return new MapType();
            }
        }
        if (type instanceof Class<?> plain) {
            return ofClass(plain);
        }
        throw new IllegalArgumentException(
                type + (type instanceof GenericArrayType ? " (an array)" : "") + " is no parameter type");
    }

    private static ParamType ofClass(Class<?> type) {
        if (type == int.class || type == Integer.class) {
            return new IntegerType(Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
        if (type == long.class || type == Long.class) {
            return new IntegerType(Long.MIN_VALUE, Long.MAX_VALUE);
        }
        if (type == double.class || type == Double.class) {
            return new NumberType();
        }
        if (type == boolean.class || type == Boolean.class) {
            return new BooleanType();
        }
        if (type == String.class) {
            return new TextType("string", text -> text);
        }
        if (type == TextPattern.class) {
            return new TextType("regular expression (RE2 syntax)", TextPattern::new);
        }
        if (type == ByteSize.class) {
            return new TextType("size such as 64MB or 16MiB", ByteSize::parse);
        }
        if (type == Duration.class) {
            return new TextType("duration such as PT30S", Duration::parse);
        }
        if (type == Expression.class) {
            return new ExpressionType();
        }
        if (type.isEnum()) {
            return new EnumType(type);
        }
        if (type.isRecord()) {
            return new RecordType(type);
        }
        throw new IllegalArgumentException(type + " is no parameter type");
    }

    private abstract static class ScalarType extends ParamType {
        @Override
        final @Nullable Object read(Node node, Report report) {
            if (!(node instanceof Node.Scalar scalar)) {
                report.fault(node.place(), "is " + node.kind() + ", expected " + describe());
                return null;
            }
            if (scalar.isNull()) {
                report.fault(scalar.place(), "is null, expected " + describe());
                return null;
            }
            return parse(scalar, report);
        }

        abstract @Nullable Object parse(Node.Scalar scalar, Report report);

        final @Nullable Object wrong(Node.Scalar scalar, Report report) {
            report.fault(scalar.place(), "is '" + scalar.text() + "', expected " + describe());
            return null;
        }
    }

    private static final class IntegerType extends ScalarType {
        private final long least;
        private final long most;

        IntegerType(long least, long most) {
            this.least = least;
            this.most = most;
        }

        @Override
        @Nullable Object parse(Node.Scalar scalar, Report report) {
            try {
                long value = Long.parseLong(scalar.text().replace("_", ""));
                if (scalar.quoted() || value < least || value > most) {
                    return wrong(scalar, report);
                }
                return most == Integer.MAX_VALUE ? (Object) (int) value : (Object) value;
            } catch (NumberFormatException notWhole) {
                return wrong(scalar, report);
            }
        }

        @Override
        String describe() {
            return "integer";
        }

        @Override
        Map<String, Object> schema() {
            return Map.of("type", "integer");
        }
    }

    private static final class NumberType extends ScalarType {
        @Override
        @Nullable Object parse(Node.Scalar scalar, Report report) {
            try {
                double value = Double.parseDouble(scalar.text());
                boolean number = !scalar.text().matches(".*[dDfFxX]$") && Double.isFinite(value);
                return scalar.quoted() || !number ? wrong(scalar, report) : (Object) value;
            } catch (NumberFormatException noNumber) {
                return wrong(scalar, report);
            }
        }

        @Override
        String describe() {
            return "number";
        }

        @Override
        String print(Object value) {
            double number = (Double) value;
            return number == Math.rint(number) && Math.abs(number) < 1e15
                    ? Long.toString((long) number)
                    : value.toString();
        }

        @Override
        Map<String, Object> schema() {
            return Map.of("type", "number");
        }
    }

    private static final class BooleanType extends ScalarType {
        @Override
        @Nullable Object parse(Node.Scalar scalar, Report report) {
            return switch (scalar.quoted() ? "" : scalar.text()) {
                case "true" -> true;
                case "false" -> false;
                default -> wrong(scalar, report);
            };
        }

        @Override
        String describe() {
            return "true or false";
        }

        @Override
        Map<String, Object> schema() {
            return Map.of("type", "boolean");
        }
    }

    private interface TextParser {
        Object parse(String text);
    }

    private static final class TextType extends ScalarType {
        private final String description;
        private final TextParser parser;

        TextType(String description, TextParser parser) {
            this.description = description;
            this.parser = parser;
        }

        @Override
        @Nullable Object parse(Node.Scalar scalar, Report report) {
            try {
                return parser.parse(scalar.text());
            } catch (RuntimeException wrong) { // what parsers of the JDK throw differs by type
                return wrong(scalar, report);
            }
        }

        @Override
        String describe() {
            return description;
        }

        @Override
        String print(Object value) {
            return quote(value.toString());
        }

        @Override
        Map<String, Object> schema() {
            return Map.of("type", List.of("string", "number", "boolean"), "description", description);
        }
    }

    private static final class ExpressionType extends ScalarType {
        @Override
        @Nullable Object parse(Node.Scalar scalar, Report report) {
            try {
                return Expression.parse(scalar.text());
            } catch (Expression.SyntaxException fault) {
                int quote = scalar.quoted() ? 1 : 0;
                report.fault(scalar.place().plus(quote + fault.index()), "has a fault: " + fault.getMessage());
                return null;
            }
        }

        @Override
        String describe() {
            return "expression over signals and fields";
        }

        @Override
        String print(Object value) {
            return quote(value.toString());
        }

        @Override
        Map<String, Object> schema() {
            return Map.of("type", "string");
        }
    }

    private static final class EnumType extends ScalarType {
        private final Map<String, Object> constants = new LinkedHashMap<>();

        EnumType(Class<?> type) {
            for (Object constant : type.getEnumConstants()) {
                constants.put(((Enum<?>) constant).name().toLowerCase(Locale.ROOT), constant);
            }
        }

        @Override
        @Nullable Object parse(Node.Scalar scalar, Report report) {
            Object constant = constants.get(scalar.text());
            if (constant == null) {
                String hint = NearestName.hint(scalar.text(), constants.keySet());
                report.fault(
                        scalar.place(),
                        "is '" + scalar.text() + "', expected " + describe() + (hint == null ? "" : "; " + hint));
            }
            return constant;
        }

        @Override
        String describe() {
            return "one of " + String.join(", ", constants.keySet());
        }

        @Override
        String print(Object value) {
            return ((Enum<?>) value).name().toLowerCase(Locale.ROOT);
        }

        @Override
        List<Enum<?>> choices() {
            List<Enum<?>> choices = new ArrayList<>();
            constants.values().forEach(constant -> choices.add((Enum<?>) constant));
            return choices;
        }

        @Override
        Map<String, Object> schema() {
            return Map.of("enum", List.copyOf(constants.keySet()));
        }
    }

    private static final class ListType extends ParamType {
        private final ParamType item;

        ListType(ParamType item) {
            this.item = item;
        }

        @Override
        @Nullable Object read(Node node, Report report) {
            List<Node> items = node instanceof Node.Sequence list ? list.items() : List.of(node);
            List<Object> values = new ArrayList<>();
            boolean whole = true;
            for (Node one : items) {
                Object value = item.read(one, report);
                whole &= value != null;
                if (value != null) {
                    values.add(value);
                }
            }
            return whole ? List.copyOf(values) : null;
        }

        @Override
        String describe() {
            return "list of " + item.describe();
        }

        @Override
        String print(Object value) {
            List<String> items = new ArrayList<>();
            ((List<?>) value).forEach(one -> items.add(item.print(one)));
            return "[" + String.join(", ", items) + "]";
        }

        @Override
        Map<String, Object> schema() {
            return Map.of("anyOf", List.of(Map.of("type", "array", "items", item.schema()), item.schema()));
        }

        @Override
        List<Enum<?>> choices() {
            return item.choices();
        }

        @Override
        @Nullable Class<?> record() {
            return item.record();
        }
    }

    private static final class MapType extends ParamType {
        @Override
        @Nullable Object read(Node node, Report report) {
            if (!(node instanceof Node.Mapping mapping)) {
                report.fault(node.place(), "is " + node.kind() + ", expected " + describe());
                return null;
            }
            Map<String, String> values = new LinkedHashMap<>();
            boolean whole = true;
            for (Node.Entry entry : mapping.entries()) {
                if (entry.value() instanceof Node.Scalar scalar && !scalar.isNull()) {
                    values.put(entry.key().text(), scalar.text());
                } else {
                    String kind = entry.value() instanceof Node.Scalar
                            ? "null"
                            : entry.value().kind();
                    report.fault(entry.value().place(), "holds " + kind + ", expected string");
                    whole = false;
                }
            }
            return whole ? java.util.Collections.unmodifiableMap(values) : null;
        }

        @Override
        String describe() {
            return "mapping of names to strings";
        }

        @Override
        String print(Object value) {
            List<String> entries = new ArrayList<>();
            ((Map<?, ?>) value).forEach((key, text) -> entries.add(quote((String) key) + ": " + quote((String) text)));
            return "{" + String.join(", ", entries) + "}";
        }

        @Override
        Map<String, Object> schema() {
            return Map.of("type", "object", "additionalProperties", Map.of("type", "string"));
        }
    }

    private static final class RecordType extends ParamType {
        private final Class<?> type;

        RecordType(Class<?> type) {
            this.type = type;
        }

        @Override
        @Nullable Object read(Node node, Report report) {
            if (!(node instanceof Node.Mapping mapping)) {
                report.fault(node.place(), "is " + node.kind() + ", expected " + describe());
                return null;
            }
            return Spec.ofRecord(type)
                    .bind(
                            mapping,
                            (place, name, message, hint) ->
                                    report.fault(place, name + " " + message + (hint == null ? "" : "; " + hint)));
        }

        @Override
        String describe() {
            return "mapping of " + Spec.ofRecord(type).names();
        }

        @Override
        String print(Object value) {
            return Spec.ofRecord(type).print((Record) value);
        }

        @Override
        Map<String, Object> schema() {
            return Spec.ofRecord(type).schema();
        }

        @Override
        Class<?> record() {
            return type;
        }
    }

    /** A string in recipe syntax: quoted unless it is plain without doubt. */
    static String quote(String text) {
        boolean plain = text.matches("[A-Za-z_][A-Za-z0-9_./-]*")
                && !Arrays.asList("true", "false", "null", "yes", "no", "on", "off")
                        .contains(text.toLowerCase(Locale.ROOT));
        if (plain) {
            return text;
        }
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c == '\n') {
                quoted.append("\\n");
            } else if (c < ' ') {
                quoted.append(String.format(Locale.ROOT, "\\x%02x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
