package dev.sluice.recipes;

import dev.sluice.operators.Annotator;
import dev.sluice.operators.Doc;
import dev.sluice.operators.Example;
import dev.sluice.operators.Fault;
import dev.sluice.operators.Filter;
import dev.sluice.operators.Global;
import dev.sluice.operators.Mapper;
import dev.sluice.operators.Node;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Sketch;
import dev.sluice.operators.Spec;
import dev.sluice.operators.Threshold;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All there is to say about an operator: what its declaration, its documentation comments (see {@link Doc}) and its examples
 * tell. The reference pages show it in Markdown, {@code sluice operators NAME} on a terminal. Texts are Markdown.
 */
final class OperatorFacts {
    /** How examples read. */
    static final String ABOUT_EXAMPLES =
            "Each was run by the build: `with` gives parameters, `text` (with `fields`, or several `documents`) what comes in;"
                    + " `keeps`, `drops` (with the reason), `becomes`, `survivors` (by id) and `signals` say what came of it.";

    /** More choices than these are not named twice. */
    private static final int MOST_NAMED_CHOICES = 4;

    private static final Node.Place NOWHERE = new Node.Place("defaults", 0, 0);

    private final Class<? extends Operator> type;
    private final Spec<? extends Operator> spec;
    private final Operator.Info info;
    private final @Nullable Operator byDefault;
    /** The operator as its examples set it, with what they give; those that give least first. */
    private final Map<String, Operator> inExamples;

    private final String exampleText;
    /** Nothing, or the least that an example gives of an operator that cannot do without. */
    private Node.Mapping shortest = new Node.Mapping(List.of(), NOWHERE);

    private OperatorFacts(Class<? extends Operator> type) {
        this.type = type;
        this.spec = Spec.of(type);
        this.info = type.getAnnotation(Operator.Info.class);
        this.exampleText = resource(type, "/examples/" + info.name() + ".yaml").strip();
        this.byDefault = bind(shortest);
        this.inExamples = inExamples();
    }

    static OperatorFacts of(Class<? extends Operator> type) {
        return new OperatorFacts(type);
    }

    private @Nullable Operator bind(Node.Mapping given) {
        return spec.bind(given, (place, parameter, message, hint) -> {});
    }

    private Map<String, Operator> inExamples() {
        List<Fault> faults = new ArrayList<>();
        Node node = exampleText.isEmpty() ? null : YamlNodes.read(info.name() + ".yaml", exampleText, faults);
        List<Node.Mapping> given = new ArrayList<>();
        if (node != null) {
            Example.read(node, "example", faults).forEach(example -> given.add(example.with()));
        }
        given.sort(Comparator.comparingInt(with -> with.entries().size()));
        Map<String, Operator> operators = new LinkedHashMap<>();
        for (Node.Mapping with : given) {
            Operator operator = bind(with);
            if (operator != null) {
                shortest = byDefault == null && operators.isEmpty() ? with : shortest;
                operators.putIfAbsent(flow(with), operator);
            }
        }
        return operators;
    }

    /** The operator by default and as examples set it. */
    private Set<Operator> subjects() {
        Set<Operator> subjects = new LinkedHashSet<>();
        if (byDefault != null) {
            subjects.add(byDefault);
        }
        subjects.addAll(inExamples.values());
        return subjects;
    }

    String name() {
        return info.name();
    }

    String since() {
        return info.since();
    }

    /** Paper or tool; empty where the operator follows none. */
    String source() {
        return info.source();
    }

    /** What kind of operator a class is, for people. */
    static String kind(Class<? extends Operator> type) {
        return Filter.class.isAssignableFrom(type)
                ? "filter"
                : Mapper.class.isAssignableFrom(type)
                        ? "mapper"
                        : Annotator.class.isAssignableFrom(type)
                                ? "annotator"
                                : Global.class.isAssignableFrom(type) ? "global" : "sketch";
    }

    String kind() {
        return kind(type);
    }

    /** What operators of this kind do. */
    String kindMeaning() {
        return switch (kind()) {
            case "filter" -> "decides for each document by itself whether it stays";
            case "mapper" -> "turns each document by itself into none, one or several";
            case "annotator" -> "measures each document by itself and drops none";
            case "global" -> "decides about documents by what the whole collection says";
            default -> "summarises the documents that pass and drops none";
        };
    }

    String cost() {
        return lower(info.cost());
    }

    /** What the cost class means. */
    String costMeaning() {
        String meaning = Doc.of(info.cost());
        return meaning == null ? "" : clause(meaning);
    }

    /** What it measures or does; a plugin compiled without the annotation processor has its summary alone. */
    String text() {
        String text = Doc.of(type).text();
        return text == null ? info.summary() : text;
    }

    /** How often it reads the documents; empty where it sees one after the other. */
    String readings() {
        if (!(subject() instanceof Global global)) {
            return "";
        }
        int rounds = global.rounds().size();
        return (rounds == 1 ? "one round, which" : rounds + " rounds, of which each")
                + " reads the documents, stores a few numbers of each as evidence, and decides by these";
    }

    /** What it holds in memory, one clause each; empty where it sees one document after the other. */
    List<String> memory() {
        List<String> clauses = new ArrayList<>();
        List<Global.Held> held = List.of();
        if (subject() instanceof Global global) {
            String meaning = Doc.of(global.memory());
            clauses.add(lower(global.memory()).replace('_', ' ') + (meaning == null ? "" : "; " + clause(meaning)));
            held = global.memory() == Global.Memory.WHOLE_COLLECTION ? global.held() : held;
        } else if (subject() instanceof Sketch sketch) {
            held = sketch.held();
        }
        for (Global.Held one : held) {
            clauses.add("holds " + one.inWords() + "; a run that meets more stops");
        }
        return clauses;
    }

    /** The operator by default, or as its shortest example sets it. */
    private @Nullable Operator subject() {
        return byDefault != null
                ? byDefault
                : inExamples.values().stream().findFirst().orElse(null);
    }

    /**
     * A parameter.
     *
     * @param otherwise what it is where a recipe does not give it
     * @param limits which values, or lengths of a list, are allowed; empty where all are
     * @param choices the values that there are, with what they mean, of a choice whose values are described
     * @param nested what stands in the mapping that it takes
     * @param language how its values are written, where they have a language of their own; else empty
     */
    record Parameter(
            String name,
            String type,
            String otherwise,
            String limits,
            String meaning,
            List<Choice> choices,
            List<Parameter> nested,
            String language) {
        private Parameter ofReasons() {
            return new Parameter(
                    name, "list of reasons, see below", otherwise, limits, meaning, List.of(), nested, language);
        }
    }

    /** A value that a parameter may have, or a reason. */
    record Choice(String name, String meaning) {}

    /** Its parameters; one that takes names of its reasons leaves their meaning to the reasons. */
    List<Parameter> parameters() {
        List<String> reasons = reasons().stream().map(Reason::name).toList();
        return parameters(spec).stream()
                .map(parameter -> !parameter.choices().isEmpty()
                                && parameter.choices().stream()
                                        .map(Choice::name)
                                        .toList()
                                        .equals(reasons)
                        ? parameter.ofReasons()
                        : parameter)
                .toList();
    }

    /** What is said of all parameters, and what every step of this kind takes beside them. */
    String aboutParameters() {
        StringBuilder about = new StringBuilder();
        Spec.Parameter main = spec.main();
        about.append(main == null ? "" : "A value alone stands for `" + main.name() + "`. ");
        if (spec.parameters().stream().anyMatch(Spec.Parameter::list)) {
            about.append("A list of one may be written without its brackets. ");
        }
        if (spec.parameters().stream().anyMatch(parameter -> parameter.param().asset())) {
            about.append("A file is given by its path from the recipe's folder, or as `asset:NAME`. ");
        }
        about.append("Every step also takes `as`, a name of its own");
        if (kind().equals("filter")) {
            about.append(
                            "; every filter `measure: all`, to measure also what follows the first rule that fails, and `drop:"
                                    + " false`, to keep all documents and set the label `")
                    .append(name())
                    .append(".drop_reason` instead");
        }
        return about.append('.').toString();
    }

    static List<Parameter> parameters(Spec<?> spec) {
        List<Parameter> parameters = new ArrayList<>();
        for (Spec.Parameter parameter : spec.parameters()) {
            String def = spec.defaultText(parameter);
            String otherwise = def != null
                    ? "`" + (def.isEmpty() ? "\"\"" : def) + "`"
                    : parameter.required() ? "required" : "absent";
            Param param = parameter.param();
            Spec<?> nested = parameter.nested();
            parameters.add(new Parameter(
                    parameter.name(),
                    typeOf(parameter),
                    otherwise,
                    limits(parameter),
                    escaped(param.doc())
                            + (param.source().isEmpty() ? "" : " Default: " + escaped(param.source()) + "."),
                    choices(parameter.choices()),
                    nested == null ? List.of() : parameters(nested),
                    languageOf(parameter)));
        }
        return parameters;
    }

    private static String languageOf(Spec.Parameter parameter) {
        Class<?> type = parameter.component().getType();
        String language = type.isEnum() || type.isRecord() ? null : Doc.of(type).text();
        return language == null ? "" : language;
    }

    private static String typeOf(Spec.Parameter parameter) {
        if (parameter.param().asset()) {
            return parameter.list() ? "list of file names" : "file name";
        }
        if (parameter.nested() != null) {
            return parameter.list() ? "list of mappings, see below" : "mapping, see below";
        }
        int choices = parameter.choices().size();
        if (choices > MOST_NAMED_CHOICES) {
            return parameter.list() ? "list of the values below" : "one of the values below";
        }
        String type = parameter.typeDescription();
        if (!parameter.list()) {
            return type;
        }
        return choices > 0 ? type.replaceFirst("list of one of ", "list of ") : type + "s";
    }

    private static String limits(Spec.Parameter parameter) {
        Param param = parameter.param();
        boolean least = !Double.isInfinite(param.min());
        boolean most = !Double.isInfinite(param.max());
        String range = least && most
                ? number(param.min()) + " to " + number(param.max())
                : least ? "from " + number(param.min()) : most ? "to " + number(param.max()) : "";
        if (range.isEmpty() || !parameter.list()) {
            return range;
        }
        double entries = most ? param.max() : param.min();
        String size = range.replace("from ", "at least ").replace("to ", least ? "to " : "at most ");
        return size + (entries == 1 ? " entry" : " entries");
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private static List<Choice> choices(List<Enum<?>> constants) {
        List<Choice> choices = new ArrayList<>();
        for (Enum<?> constant : constants) {
            String meaning = Doc.of(constant);
            if (meaning != null) {
                choices.add(new Choice(lower(constant), joined(meaning)));
            }
        }
        return choices;
    }

    /**
     * A value that the operator sets.
     *
     * @param when parameters with which alone it is set, as an example gives them; null where it is set by default
     */
    record Value(
            String name,
            Signal.Kind kind,
            String unit,
            String meaning,
            @Nullable String when) {}

    /** What the kinds of some values are, those that do not say it themselves. */
    static String kindsMeaning(List<Value> values) {
        List<String> kinds = new ArrayList<>();
        for (Signal.Kind kind :
                values.stream().map(Value::kind).sorted().distinct().toList()) {
            String meaning = Doc.of(kind);
            if (meaning != null) {
                kinds.add(lower(kind) + ", " + clause(meaning));
            }
        }
        return "Kinds: " + String.join("; ", kinds) + ". A value that does not exist is absent, never 0.";
    }

    /**
     * The values that it sets by default (or as its shortest example gives what it needs), then those that it sets with one
     * more choice or switch, then those of its other examples.
     */
    List<Value> values() {
        Map<String, Value> values = new LinkedHashMap<>();
        Operator base = subject();
        if (base != null) {
            put(base, null, values);
        }
        variations().forEach((with, operator) -> put(operator, with, values));
        inExamples.forEach((with, operator) -> put(operator, with, values));
        return List.copyOf(values.values());
    }

    /** The operator with one choice or switch set to each of its values, by that setting. */
    private Map<String, Operator> variations() {
        Map<String, Operator> variations = new LinkedHashMap<>();
        for (Spec.Parameter parameter : spec.parameters()) {
            Class<?> type = parameter.component().getType();
            List<String> settings = type == boolean.class || type == Boolean.class
                    ? List.of("true", "false")
                    : parameter.choices().stream().map(OperatorFacts::lower).toList();
            for (String setting : settings) {
                Node.Scalar value = new Node.Scalar(setting, false, NOWHERE);
                Node.Entry entry = new Node.Entry(
                        new Node.Scalar(parameter.name(), false, NOWHERE),
                        parameter.list() ? new Node.Sequence(List.of(value), NOWHERE) : value);
                List<Node.Entry> entries = new ArrayList<>(shortest.entries());
                entries.removeIf(given -> given.key().text().equals(parameter.name()));
                entries.add(entry);
                Operator operator = bind(new Node.Mapping(entries, NOWHERE));
                if (operator != null) {
                    variations.put(flow(new Node.Mapping(List.of(entry), NOWHERE)), operator);
                }
            }
        }
        return variations;
    }

    private void put(Operator operator, @Nullable String when, Map<String, Value> values) {
        for (Signal signal : operator.signals()) {
            String name = signal.qualified(info.name());
            values.putIfAbsent(name, new Value(name, signal.kind(), signal.unit(), escaped(signal.doc()), when));
        }
    }

    /**
     * Why it drops documents.
     *
     * @param bounds the parameters that decide it
     */
    record Reason(String name, String meaning, List<String> bounds) {}

    List<Reason> reasons() {
        List<Reason> reasons = new ArrayList<>();
        for (Enum<?> constant : reasonsOf(type, subjects())) {
            Set<String> bounds = new LinkedHashSet<>();
            for (Operator subject : subjects()) {
                if (subject instanceof Filter filter) {
                    filter.thresholds().stream()
                            .filter(threshold -> threshold.reason() == constant)
                            .map(Threshold::parameter)
                            .forEach(bounds::add);
                }
            }
            String meaning = Doc.of(constant);
            reasons.add(new Reason(lower(constant), meaning == null ? "" : joined(meaning), List.copyOf(bounds)));
        }
        return reasons;
    }

    private static Enum<?>[] reasonsOf(Class<? extends Operator> type, Set<Operator> subjects) {
        Class<?> reasons = null;
        for (Operator subject : subjects) {
            reasons = subject instanceof Filter filter
                    ? filter.reasons()
                    : subject instanceof Mapper mapper
                            ? mapper.reasons()
                            : subject instanceof Global global ? global.reasons() : null;
        }
        for (Class<?> inner : type.getDeclaredClasses()) {
            // an operator that nothing here could make: by convention its own nested enum
            reasons = reasons == null && inner.isEnum() && inner.getSimpleName().equals("Reason") ? inner : reasons;
        }
        return reasons == null ? new Enum<?>[0] : (Enum<?>[]) reasons.getEnumConstants();
    }

    /** What it counts documents for in the report, each with its meaning. */
    Map<String, String> remarks() {
        Map<String, String> remarks = new LinkedHashMap<>();
        for (Operator subject : subjects()) {
            Class<? extends Enum<?>> declared = subject instanceof Global global ? global.remarks() : null;
            for (Enum<?> remark : declared == null ? new Enum<?>[0] : declared.getEnumConstants()) {
                String meaning = Doc.of(remark);
                remarks.put(lower(remark), meaning == null ? "" : joined(meaning));
            }
        }
        return remarks;
    }

    /** The examples as they stand in their file; empty where there are none. */
    String examples() {
        return exampleText;
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** A sentence as part of another one. */
    private static String clause(String sentence) {
        String first = joined(sentence).replaceFirst("\\.$", "");
        return Character.toLowerCase(first.charAt(0)) + first.substring(1);
    }

    /** Markdown of several lines as one. */
    private static String joined(String markdown) {
        return markdown.replaceAll("\\s+", " ");
    }

    /** Plain text as Markdown: what stands between backticks is code already. */
    private static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length() + 8);
        boolean code = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            code ^= c == '`';
            out.append(!code && c == '<' ? "&lt;" : !code && c == '*' ? "\\*" : String.valueOf(c));
        }
        return out.toString();
    }

    /** A node in flow style, as it would stand in a recipe. */
    private static String flow(Node node) {
        if (node instanceof Node.Scalar scalar) {
            boolean plain = !scalar.quoted() && scalar.text().matches("[A-Za-z0-9_./+-]+");
            return plain
                    ? scalar.text()
                    : "\"" + scalar.text().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        }
        if (node instanceof Node.Sequence list) {
            return "["
                    + String.join(
                            ", ", list.items().stream().map(OperatorFacts::flow).toList()) + "]";
        }
        List<String> entries = new ArrayList<>();
        for (Node.Entry entry : ((Node.Mapping) node).entries()) {
            entries.add(entry.key().text() + ": " + flow(entry.value()));
        }
        return "{" + String.join(", ", entries) + "}";
    }

    private static String resource(Class<?> type, String name) {
        try (InputStream in = type.getResourceAsStream(name)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException cause) {
            throw new UncheckedIOException(name, cause);
        }
    }
}
