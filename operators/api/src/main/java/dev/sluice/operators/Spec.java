package dev.sluice.operators;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The declaration of a record whose components are parameters, read once: the recipe binder, reference pages, the
 * editor schema, {@code sluice explain}, scaffolds and the contract test know parameters from here and from nowhere
 * else.
 *
 * @param <T> the record
 */
public final class Spec<T> {
    private static final Map<Class<?>, Spec<?>> KNOWN = new ConcurrentHashMap<>();

    private final Class<T> type;
    private final Constructor<T> constructor;
    private final List<Parameter> parameters = new ArrayList<>();

    /**
     * One parameter.
     *
     * @param name its key in recipes
     * @param param its declaration
     * @param nullable whether it may be absent
     * @param typeDescription what values it takes, in words
     */
    public record Parameter(
            String name, Param param, boolean nullable, String typeDescription, RecordComponent component) {
        /** Whether a recipe must give it. */
        public boolean required() {
            return param.def().isEmpty() && !nullable;
        }

        /** The values that there are, of a choice or a list of choices; else none. */
        public List<Enum<?>> choices() {
            return type().choices();
        }

        /** The declaration of the mapping, or of each of the list of mappings, that the parameter takes; else null. */
        public @Nullable Spec<?> nested() {
            Class<?> record = type().record();
            return record == null ? null : of(record);
        }

        /** Whether the parameter takes a list. */
        public boolean list() {
            return component.getType() == List.class;
        }

        ParamType type() {
            return ParamType.of(component.getGenericType());
        }

        String def() {
            return param.def().equals(" ") ? "" : param.def();
        }
    }

    /**
     * What a parameter names of documents.
     *
     * @param parameter its key
     * @param name the name as it is given
     * @param field the name as that of a field
     * @param signal whether a signal or label of that name is meant before the field
     */
    public record Named(String parameter, String name, String field, boolean signal) {
        /**
         * Takes a name as a parameter gives it.
         *
         * @param names where the name is looked up
         */
        public static Named of(String parameter, String name, Param.Names names) {
            boolean bare = names == Param.Names.FIELD || !name.startsWith(Document.FIELD);
            String field = bare ? name : name.substring(Document.FIELD.length());
            return new Named(parameter, name, field, bare && names != Param.Names.FIELD);
        }
    }

    /** Takes the faults of a binding. */
    @FunctionalInterface
    public interface FaultSink {
        /**
         * Takes one fault.
         *
         * @param place where
         * @param parameter its key, or the empty string where no parameter is concerned
         * @param message what is wrong: "parameter message" reads as a sentence
         * @param hint what to do, or null
         */
        void fault(Node.Place place, String parameter, String message, @Nullable String hint);
    }

    private Spec(Class<T> type) {
        this.type = type;
        RecordComponent[] components = type.getRecordComponents();
        if (components == null) {
            throw new IllegalArgumentException(type.getName() + " is no record");
        }
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            RecordComponent component = components[i];
            Param param = component.getAnnotation(Param.class);
            if (param == null) {
                throw new IllegalArgumentException(type.getSimpleName() + "." + component.getName() + " has no @Param");
            }
            types[i] = component.getType();
            parameters.add(new Parameter(
                    snakeCase(component.getName()),
                    param,
                    isNullable(component),
                    ParamType.of(component.getGenericType()).describe(),
                    component));
        }
        try {
            constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException("a record has its canonical constructor", impossible);
        }
    }

    /**
     * The declaration of a record class.
     *
     * @throws IllegalArgumentException when the class is no record of declared parameters
     */
    @SuppressWarnings("unchecked") // the map holds the spec of a class under that class
    public static <T> Spec<T> of(Class<T> type) {
        Spec<?> known = KNOWN.get(type);
        if (known == null) {
            known = new Spec<>(type);
            KNOWN.put(type, known);
        }
        return (Spec<T>) known;
    }

    static Spec<?> ofRecord(Class<?> type) {
        return of(type);
    }

    private static boolean isNullable(RecordComponent component) {
        AnnotatedType annotated = component.getAnnotatedType();
        return annotated.isAnnotationPresent(Nullable.class);
    }

    /** {@code minWords} as {@code min_words}; a digit begins no new word. */
    public static String snakeCase(String camelCase) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < camelCase.length(); i++) {
            char c = camelCase.charAt(i);
            if (Character.isUpperCase(c)) {
                name.append(i == 0 ? "" : "_").append(Character.toLowerCase(c));
            } else {
                name.append(c);
            }
        }
        return name.toString();
    }

    public Class<T> type() {
        return type;
    }

    /** The parameters in the order of the record. */
    public List<Parameter> parameters() {
        return List.copyOf(parameters);
    }

    /** The names of the parameters, joined by commas. */
    public String names() {
        return String.join(", ", parameters.stream().map(Parameter::name).toList());
    }

    /** The parameter that a lone value stands for, or null when there is none. */
    public @Nullable Parameter main() {
        for (Parameter parameter : parameters) {
            if (parameter.param().main()) {
                return parameter;
            }
        }
        return null;
    }

    /**
     * Makes the record of what a recipe gives, with defaults for the rest. Reports every fault it finds.
     *
     * @return the record, or null when anything was wrong
     */
    public @Nullable T bind(Node.Mapping given, FaultSink faults) {
        return bind(given, List.of(), faults);
    }

    /**
     * Makes the record, leaving alone keys that are somebody else's.
     *
     * @param others keys of the mapping that are no parameters of this record
     */
    public @Nullable T bind(Node.Mapping given, List<String> others, FaultSink faults) {
        boolean[] any = new boolean[1];
        FaultSink counting = (place, parameter, message, hint) -> {
            any[0] = true;
            faults.fault(place, parameter, message, hint);
        };
        List<String> names = parameters.stream().map(Parameter::name).toList();
        for (Node.Entry entry : given.entries()) {
            String key = entry.key().text();
            if (!names.contains(key) && !others.contains(key)) {
                String nearest = NearestName.hint(key, names);
                String takes = names.isEmpty() ? "it takes no parameters of its own" : "it takes " + names();
                takes += names.isEmpty() && !others.isEmpty() ? ", but " + String.join(", ", others) : "";
                counting.fault(
                        entry.key().place(),
                        "",
                        "no parameter '" + key + "'",
                        nearest == null ? takes : nearest + "; " + takes);
            }
        }
        @Nullable Object[] values = new Object[parameters.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(parameters.get(i), given, counting);
        }
        if (any[0]) {
            return null;
        }
        T record = create(values);
        if (record instanceof Operator operator) {
            operator.check((parameter, message) -> {
                Node at = given.get(parameter);
                counting.fault(at == null ? given.place() : at.place(), parameter, message, null);
            });
        }
        return any[0] ? null : record;
    }

    private static @Nullable Object value(Parameter parameter, Node.Mapping given, FaultSink faults) {
        Node node = given.get(parameter.name());
        if (node instanceof Node.Scalar scalar && scalar.isNull() && parameter.nullable()) {
            return null;
        }
        if (node == null) {
            if (parameter.required()) {
                faults.fault(
                        given.place(),
                        parameter.name(),
                        "is missing, expected " + parameter.typeDescription(),
                        parameter.param().doc());
                return null;
            }
            return parameter.param().def().isEmpty() ? null : defaultOf(parameter);
        }
        Object value =
                parameter.type().read(node, (place, message) -> faults.fault(place, parameter.name(), message, null));
        if (value != null) {
            String range = outOfRange(parameter, value);
            if (range != null) {
                faults.fault(node.place(), parameter.name(), range, null);
                return null;
            }
        }
        return value;
    }

    private static Object defaultOf(Parameter parameter) {
        String def = parameter.def();
        Node node = parse(def);
        Object value = parameter.type().read(node, (place, message) -> {
            throw new IllegalStateException("default of " + parameter.name() + " in "
                    + parameter.component().getDeclaringRecord() + " " + message);
        });
        if (value == null) {
            throw new IllegalStateException("default of " + parameter.name() + " is no value");
        }
        return value;
    }

    /** A default in recipe syntax: a single value, or a list in brackets. */
    private static Node parse(String def) {
        Node.Place place = new Node.Place("default", 0, 0);
        if (!def.startsWith("[") || !def.endsWith("]")) {
            return new Node.Scalar(def, def.isEmpty(), place);
        }
        List<Node> items = new ArrayList<>();
        String inner = def.substring(1, def.length() - 1).strip();
        if (!inner.isEmpty()) {
            for (String item : inner.split(",", -1)) {
                String bare = item.strip();
                boolean quoted = bare.length() >= 2 && bare.startsWith("\"") && bare.endsWith("\"");
                items.add(new Node.Scalar(quoted ? bare.substring(1, bare.length() - 1) : bare, quoted, place));
            }
        }
        return new Node.Sequence(items, place);
    }

    private static @Nullable String outOfRange(Parameter parameter, Object value) {
        Param param = parameter.param();
        for (Named named : named(parameter, value)) {
            if (named.field().isBlank()) {
                return "names '" + named.name() + "', expected the name of a "
                        + (param.names() == Param.Names.FIELD ? "field" : "signal, label or field");
            }
        }
        double number;
        String what = "";
        if (value instanceof Number plain) {
            number = plain.doubleValue();
        } else if (value instanceof ByteSize size) {
            number = size.bytes();
        } else if (value instanceof List<?> list) {
            number = list.size();
            what = "of " + list.size() + (list.size() == 1 ? " entry" : " entries");
        } else {
            return null;
        }
        String is = "is " + (what.isEmpty() ? parameter.type().print(value) : what);
        if (number < param.min()) {
            return is + ", must be at least " + number(param.min());
        }
        return number > param.max() ? is + ", must be at most " + number(param.max()) : null;
    }

    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private T create(@Nullable Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException thrown) {
            throw new IllegalArgumentException(
                    type.getSimpleName() + ": " + thrown.getCause().getMessage(), thrown.getCause());
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("the canonical constructor of " + type, impossible);
        }
    }

    private @Nullable Object get(Object record, Parameter parameter) {
        try {
            var accessor = parameter.component().getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(record);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("an accessor of " + type, impossible);
        }
    }

    /**
     * Checks a record that was made with {@code new}: ranges and cross-checks are the same as for recipes.
     *
     * @throws IllegalArgumentException with every fault, when there is any
     */
    public void verify(Object record) {
        List<String> found = new ArrayList<>();
        for (Parameter parameter : parameters) {
            Object value = get(record, parameter);
            if (value == null) {
                if (!parameter.nullable()) {
                    found.add(parameter.name() + " is missing");
                }
            } else {
                String range = outOfRange(parameter, value);
                if (range != null) {
                    found.add(parameter.name() + " " + range);
                }
            }
        }
        if (found.isEmpty() && record instanceof Operator operator) {
            operator.check((parameter, message) -> found.add(parameter + " " + message));
        }
        if (!found.isEmpty()) {
            throw new IllegalArgumentException(type.getSimpleName() + ": " + String.join("; ", found));
        }
    }

    /** Makes records of this type by accessor: {@code Spec.build(WordCount.class).with(WordCount::minWords, 20).build()}. */
    public static <T extends Record> Builder<T> build(Class<T> type) {
        return new Builder<>(of(type));
    }

    /** All parameters with their values in recipe syntax, absent ones without a default left out; equal records print equally. */
    public String print(Object record) {
        List<String> entries = new ArrayList<>();
        for (Parameter parameter : parameters) {
            Object value = get(record, parameter);
            if (value != null) {
                entries.add(parameter.name() + ": " + parameter.type().print(value));
            } else if (!parameter.param().def().isEmpty()) {
                entries.add(parameter.name() + ": null"); // left out, it would read as the default
            }
        }
        return "{" + String.join(", ", entries) + "}";
    }

    /** The expressions of a record by parameter, in order. */
    public Map<String, Expression> expressions(Object record) {
        Map<String, Expression> expressions = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            if (get(record, parameter) instanceof Expression expression) {
                expressions.put(parameter.name(), expression);
            }
        }
        return expressions;
    }

    /** What the parameters of a record name of documents; what stands there by default is not told. */
    public List<Named> named(Object record) {
        List<Named> named = new ArrayList<>();
        for (Parameter parameter : parameters) {
            Object value = get(record, parameter);
            if (value != null && !isDefault(parameter, value)) {
                named.addAll(named(parameter, value));
            }
        }
        return named;
    }

    private static List<Named> named(Parameter parameter, Object value) {
        Param.Names names = parameter.param().names();
        if (value instanceof Expression expression) {
            return expression.names().stream()
                    .filter(name -> name.startsWith(Document.FIELD))
                    .map(name -> Named.of(parameter.name(), name, Param.Names.VALUE))
                    .toList();
        }
        if (names == Param.Names.NOTHING) {
            return List.of();
        }
        Iterable<?> given =
                value instanceof List<?> list ? list : value instanceof Map<?, ?> map ? map.keySet() : List.of(value);
        List<Named> named = new ArrayList<>();
        for (Object one : given) {
            String name = one.toString();
            if (names != Param.Names.CONTENT || !name.equals("text")) {
                named.add(Named.of(parameter.name(), name, names));
            }
        }
        return named;
    }

    private static boolean isDefault(Parameter parameter, Object value) {
        return !parameter.param().def().isEmpty() && value.equals(defaultOf(parameter));
    }

    /** The JSON Schema of the mapping that gives the parameters, as a tree of maps and lists. */
    public Map<String, Object> schema() {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (Parameter parameter : parameters) {
            Map<String, Object> one = new LinkedHashMap<>(parameter.type().schema());
            one.put("description", parameter.param().doc() + choices(parameter));
            if (!parameter.param().def().isEmpty()) {
                one.put("default", tree(parameter, defaultOf(parameter)));
            }
            boolean number = "integer".equals(one.get("type")) || "number".equals(one.get("type"));
            if (number && !Double.isInfinite(parameter.param().min())) {
                one.put("minimum", parameter.param().min());
            }
            if (number && !Double.isInfinite(parameter.param().max())) {
                one.put("maximum", parameter.param().max());
            }
            properties.put(parameter.name(), one);
            if (parameter.required()) {
                required.add(parameter.name());
            }
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", false);
        return schema;
    }

    /** What the values of a choice mean, for editors, which show Markdown. */
    private static String choices(Parameter parameter) {
        StringBuilder list = new StringBuilder();
        for (Enum<?> choice : parameter.choices()) {
            String meaning = Doc.of(choice);
            if (meaning != null) {
                list.append(list.isEmpty() ? "\n\n- `" : "\n- `")
                        .append(choice.name().toLowerCase(Locale.ROOT))
                        .append("`: ")
                        .append(meaning.replaceAll("\\s+", " "));
            }
        }
        return list.toString();
    }

    /** A value as a tree of lists, strings, numbers and booleans. */
    private static Object tree(Parameter parameter, Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(one -> tree(parameter, one)).toList();
        }
        if (value instanceof Number || value instanceof Boolean || value instanceof String) {
            return value;
        }
        return value instanceof Enum<?> constant ? constant.name().toLowerCase(Locale.ROOT) : parameter.def();
    }

    /** The default of a parameter in recipe syntax, or null when it has none. */
    public @Nullable String defaultText(Parameter parameter) {
        return parameter.param().def().isEmpty() ? null : parameter.def();
    }

    @Override
    public String toString() {
        return type.getSimpleName().toLowerCase(Locale.ROOT) + "(" + names() + ")";
    }

    /**
     * Makes a record step by step; every parameter that is not given has its default.
     *
     * @param <T> the record
     */
    public static final class Builder<T extends Record> {
        private final Spec<T> spec;
        private final Map<String, @Nullable Object> given = new LinkedHashMap<>();

        private Builder(Spec<T> spec) {
            this.spec = spec;
        }

        /** Names a component by its accessor. */
        @FunctionalInterface
        public interface Accessor<T, V> extends java.io.Serializable {
            V get(T record);
        }

        /**
         * Sets a parameter.
         *
         * @param accessor a method reference to the component's accessor
         * @throws IllegalArgumentException when it is anything else, such as a lambda
         */
        public <V> Builder<T> with(Accessor<T, V> accessor, @Nullable V value) {
            given.put(AccessorName.of(accessor), value);
            return this;
        }

        /**
         * Makes the record. The builder keeps what it was given, so that more can be set and another record made.
         *
         * @throws IllegalArgumentException with every fault, when there is any
         */
        public T build() {
            @Nullable Object[] values = new Object[spec.parameters.size()];
            Map<String, @Nullable Object> left = new LinkedHashMap<>(given);
            for (int i = 0; i < values.length; i++) {
                Parameter parameter = spec.parameters.get(i);
                boolean absent = !left.containsKey(parameter.component().getName());
                Object value = left.remove(parameter.component().getName());
                if (absent && !parameter.param().def().isEmpty()) {
                    value = defaultOf(parameter);
                }
                if (value == null && !parameter.nullable()) {
                    throw new IllegalArgumentException(
                            spec.type.getSimpleName() + ": " + parameter.name() + " is missing");
                }
                values[i] = value;
            }
            if (!left.isEmpty()) {
                throw new IllegalArgumentException(spec.type.getSimpleName() + " has no component " + left.keySet());
            }
            T record = spec.create(values);
            spec.verify(record);
            return record;
        }
    }
}
