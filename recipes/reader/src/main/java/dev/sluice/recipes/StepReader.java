package dev.sluice.recipes;

import dev.sluice.operators.Expression;
import dev.sluice.operators.Fault;
import dev.sluice.operators.Filter;
import dev.sluice.operators.Global;
import dev.sluice.operators.Mapper;
import dev.sluice.operators.NearestName;
import dev.sluice.operators.Node;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Spec;
import dev.sluice.plan.FilterGroup;
import dev.sluice.plan.Observing;
import dev.sluice.plan.Step;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the steps of a recipe: names, parameters, groups, and what each step needs of those before it. */
final class StepReader {
    private static final List<String> RESERVED = List.of("as", "measure", "drop");
    private static final Map<String, FilterGroup.Mode> GROUPS = Map.of(
            "any_of", FilterGroup.Mode.ANY_OF,
            "all_of", FilterGroup.Mode.ALL_OF,
            "none_of", FilterGroup.Mode.NONE_OF);

    private final Registry registry;
    private final Path folder;
    private final Includes includes;
    private final List<Fault> faults;
    private final AssetReader assets;
    private final Map<String, Node.Place> names = new HashMap<>();
    private final Set<String> signals = new LinkedHashSet<>();
    /** Signals that name places of the text as it was before a later step changed it, with that step. */
    private final Map<String, String> displaced = new HashMap<>();

    private final Set<String> places = new LinkedHashSet<>();
    /** Signals that hold vectors. */
    private final Set<String> vectors = new LinkedHashSet<>();
    /** Steps with faults of their own: what they would set is not known, so nothing is said about it. */
    private final Set<String> faulty = new LinkedHashSet<>();

    StepReader(Registry registry, Path folder, Includes includes, List<Fault> faults, AssetReader assets) {
        this.registry = registry;
        this.folder = folder;
        this.includes = includes;
        this.faults = faults;
        this.assets = assets;
    }

    /** The names of the steps that were read. */
    Set<String> names() {
        return names.keySet();
    }

    List<Step> read(@Nullable Node node, Node.Place recipe) {
        if (node == null) {
            return List.of();
        }
        if (!(node instanceof Node.Sequence list)) {
            faults.add(new Fault(node.place(), "steps", "is " + node.kind() + ", expected a list", null));
            return List.of();
        }
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < list.items().size(); i++) {
            Step step = step(list.items().get(i), i + 1, false);
            if (step != null) {
                steps.add(step);
            }
        }
        return steps;
    }

    private @Nullable Step step(Node node, int number, boolean member) {
        if (node instanceof Node.Scalar name) {
            return step(name, new Node.Mapping(List.of(), name.place()), number, member);
        }
        if (node instanceof Node.Mapping mapping && mapping.entries().size() == 1) {
            Node.Entry entry = mapping.entries().get(0);
            return step(entry.key(), entry.value(), number, member);
        }
        faults.add(new Fault(
                node.place(),
                "step " + number,
                node instanceof Node.Mapping mapping
                        ? "has " + mapping.entries().size() + " names, expected one"
                        : "is " + node.kind() + ", expected a name, or a name with parameters",
                "write '- name' or '- name: {parameter: value}'"));
        return null;
    }

    private @Nullable Step step(Node.Scalar name, Node given, int number, boolean member) {
        if (GROUPS.containsKey(name.text())) {
            return group(name, given, number);
        }
        Class<? extends Operator> type = registry.operators().get(name.text());
        if (type == null) {
            String meant = NearestName.of(name.text(), registry.operators().keySet());
            faulty.add(meant == null ? name.text() : meant);
            faults.add(new Fault(
                    name.place(),
                    "step " + number,
                    "no operator named '" + name.text() + "'",
                    NearestName.hint(name.text(), registry.operators().keySet())));
            return null;
        }
        String subject = "step " + number + " '" + name.text() + "'";
        if (member && !Filter.class.isAssignableFrom(type)) {
            faults.add(new Fault(name.place(), subject, "is no filter, and only filters can decide together", null));
            return null;
        }
        Spec<? extends Operator> spec = Spec.of(type);
        Node.Mapping parameters = parameters(spec, given, subject);
        if (parameters == null) {
            return null;
        }
        parameters = withRebasedAssets(spec, parameters);
        String stepName = stepName(name, parameters, subject);
        boolean ownDrop = spec.parameters().stream()
                .anyMatch(parameter -> parameter.name().equals("drop"));
        boolean drops = ownDrop || drops(parameters, Filter.class.isAssignableFrom(type) && !member, subject);
        boolean measureAll = measureAll(parameters, !drops, subject);
        Operator operator = spec.bind(
                parameters,
                RESERVED,
                (place, parameter, message, hint) -> faults.add(
                        new Fault(place, subject, parameter.isEmpty() ? message : parameter + " " + message, hint)));
        collectAssets(spec, parameters, subject);
        if (operator == null) {
            faulty.add(stepName);
            return null;
        }
        checkSpanCalls(spec, operator, parameters, subject);
        if (!drops && operator instanceof Filter filter) {
            operator = new Observing(filter);
        }
        checkNeeds(operator, parameters, subject);
        checkPlaces(operator, parameters, subject);
        checkVectors(operator, parameters, subject);
        boolean edits = operator instanceof Mapper mapper
                ? mapper.editsText()
                : operator instanceof Global global && global.edits();
        if (edits) {
            places.forEach(place -> displaced.putIfAbsent(place, stepName));
        }
        for (Signal signal : operator.signals()) {
            String qualified = signal.qualified(stepName);
            signals.add(qualified);
            if (signal.kind() == Signal.Kind.VECTOR) {
                vectors.add(qualified);
            } else {
                vectors.remove(qualified);
            }
            if (signal.kind() == Signal.Kind.SPANS && !edits) {
                places.add(qualified);
                displaced.remove(qualified);
            } else if (signal.kind() == Signal.Kind.SPANS) {
                displaced.put(qualified, stepName);
            }
        }
        return new Step(number, stepName, operator, measureAll, name.place().toString());
    }

    private @Nullable Step group(Node.Scalar name, Node given, int number) {
        String subject = "step " + number + " '" + name.text() + "'";
        if (!(given instanceof Node.Sequence list) || list.items().isEmpty()) {
            faults.add(new Fault(given.place(), subject, "is " + given.kind() + ", expected a list of filters", null));
            return null;
        }
        List<Step> members = new ArrayList<>();
        for (Node item : list.items()) {
            Step member = step(item, number, true);
            if (member != null) {
                members.add(member);
            }
        }
        String stepName = name.text();
        for (int i = 2; names.containsKey(stepName); i++) {
            stepName = name.text() + "_" + i;
        }
        names.put(stepName, name.place());
        return new Step(
                number,
                stepName,
                new FilterGroup(GROUPS.get(name.text()), members),
                false,
                name.place().toString());
    }

    private Node.@Nullable Mapping parameters(Spec<?> spec, Node given, String subject) {
        if (given instanceof Node.Mapping mapping) {
            return mapping;
        }
        if (given instanceof Node.Scalar scalar && scalar.isNull()) {
            return new Node.Mapping(List.of(), scalar.place());
        }
        Spec.Parameter main = spec.main();
        if (main == null) {
            faults.add(new Fault(
                    given.place(),
                    subject,
                    "is given " + given.kind() + ", expected a mapping of parameters",
                    "it takes " + spec.names()));
            return null;
        }
        Node.Scalar key = new Node.Scalar(main.name(), false, given.place());
        return new Node.Mapping(List.of(new Node.Entry(key, given)), given.place());
    }

    private String stepName(Node.Scalar name, Node.Mapping parameters, String subject) {
        Node as = parameters.get("as");
        String stepName = name.text();
        Node.Place place = name.place();
        if (as instanceof Node.Scalar scalar) {
            stepName = scalar.text();
            place = scalar.place();
            if (!stepName.matches("[a-z][a-z0-9_]*")) {
                faults.add(new Fault(place, subject, "as is '" + stepName + "', expected a name in snake_case", null));
            }
        } else if (as != null) {
            faults.add(new Fault(as.place(), subject, "as is " + as.kind() + ", expected a name", null));
        }
        Node.Place other = names.putIfAbsent(stepName, place);
        if (other != null) {
            faults.add(new Fault(
                    place,
                    subject,
                    "another step is called '" + stepName + "' (" + other + ")",
                    "tell them apart with as: NAME"));
        }
        return stepName;
    }

    /** Whether a filter drops, rather than only say what it would drop. */
    private boolean drops(Node.Mapping parameters, boolean filter, String subject) {
        Node drop = parameters.get("drop");
        if (drop == null) {
            return true;
        }
        if (!filter) {
            faults.add(new Fault(drop.place(), subject, "drop is for filters outside of groups", null));
        } else if (drop instanceof Node.Scalar scalar
                && (scalar.text().equals("true") || scalar.text().equals("false"))) {
            return scalar.text().equals("true");
        } else {
            faults.add(new Fault(drop.place(), subject, "drop is not one of true, false", null));
        }
        return true;
    }

    private boolean measureAll(Node.Mapping parameters, boolean otherwise, String subject) {
        Node measure = parameters.get("measure");
        if (measure == null) {
            return otherwise;
        }
        if (measure instanceof Node.Scalar scalar
                && (scalar.text().equals("all") || scalar.text().equals("verdict"))) {
            return scalar.text().equals("all");
        }
        faults.add(new Fault(measure.place(), subject, "measure is not one of all, verdict", null));
        return false;
    }

    /** Assets of included files are named from the recipe's folder, whatever folder the file lies in. */
    private Node.Mapping withRebasedAssets(Spec<?> spec, Node.Mapping parameters) {
        Set<String> assetNames = new LinkedHashSet<>();
        for (Spec.Parameter parameter : spec.parameters()) {
            if (parameter.param().asset()) {
                assetNames.add(parameter.name());
            }
        }
        if (assetNames.isEmpty()) {
            return parameters;
        }
        List<Node.Entry> entries = new ArrayList<>();
        for (Node.Entry entry : parameters.entries()) {
            boolean asset = assetNames.contains(entry.key().text());
            entries.add(asset ? new Node.Entry(entry.key(), rebased(entry.value())) : entry);
        }
        return new Node.Mapping(entries, parameters.place());
    }

    private Node rebased(Node given) {
        if (given instanceof Node.Sequence files) {
            return new Node.Sequence(files.items().stream().map(this::rebased).toList(), files.place());
        }
        if (given instanceof Node.Scalar file && !file.isNull() && !file.text().startsWith(AssetIndex.PREFIX)) {
            String path = includes.rebased(file.text(), file.place(), folder);
            return new Node.Scalar(path, file.quoted(), file.place());
        }
        return given;
    }

    private void collectAssets(Spec<?> spec, Node.Mapping parameters, String subject) {
        for (Spec.Parameter parameter : spec.parameters()) {
            Node given = parameters.get(parameter.name());
            if (!parameter.param().asset() || given == null) {
                continue;
            }
            List<Node> files = given instanceof Node.Sequence list ? list.items() : List.of(given);
            for (Node file : files) {
                if (file instanceof Node.Scalar scalar && !scalar.isNull()) {
                    assets.add(scalar, parameter.name(), subject);
                }
            }
        }
    }

    private void checkNeeds(Operator operator, Node.Mapping parameters, String subject) {
        for (String need : operator.needs()) {
            if (!known(need)) {
                faults.add(new Fault(
                        parameters.place(),
                        subject,
                        "needs '" + need + "', which no step before it sets",
                        hintFor(need)));
            }
        }
    }

    private void checkPlaces(Operator operator, Node.Mapping parameters, String subject) {
        for (String need : operator.needsSpans()) {
            String editor = displaced.get(need);
            if (editor != null) {
                faults.add(new Fault(
                        parameters.place(),
                        subject,
                        "needs '" + need + "', but the step '" + editor
                                + "' has changed the text since it was measured",
                        "measure it behind '" + editor + "'"));
            } else if (signals.contains(need) && !places.contains(need)) {
                faults.add(new Fault(parameters.place(), subject, "needs spans, and '" + need + "' holds none", null));
            }
        }
    }

    /** Functions over spans need spans to run over: of any other signal they would never have a result. */
    private void checkSpanCalls(Spec<?> spec, Operator operator, Node.Mapping parameters, String subject) {
        spec.expressions(operator).forEach((parameter, expression) -> {
            Node given = parameters.get(parameter);
            Node.Place place = given instanceof Node.Scalar scalar
                    ? scalar.place().plus(scalar.quoted() ? 1 : 0)
                    : parameters.place();
            for (Expression.SpanCall call : expression.spanCalls()) {
                boolean wrong = call.names().stream()
                        .allMatch(name -> name.startsWith("field.")
                                || name.equals("id")
                                || name.equals("text")
                                || (signals.contains(name) && !isOfSpans(name)));
                if (wrong) {
                    faults.add(new Fault(
                            place.plus(call.index()),
                            subject,
                            parameter + " computes '" + call.function() + "' over spans, and '"
                                    + String.join("', '", call.names()) + "' holds none",
                            null));
                }
            }
        });
    }

    private boolean isOfSpans(String signal) {
        return places.contains(signal) || displaced.containsKey(signal);
    }

    private void checkVectors(Operator operator, Node.Mapping parameters, String subject) {
        List<String> wanted = operator.needsVectors();
        for (String need : operator.needs()) {
            boolean vector = vectors.contains(need);
            if (vector && !wanted.contains(need)) {
                faults.add(new Fault(
                        parameters.place(),
                        subject,
                        "names '" + need + "', which is a vector; only numbers, labels and fields can stand there",
                        "measure it against targets with embedding_similarity"));
            } else if (!vector && wanted.contains(need) && signals.contains(need)) {
                faults.add(new Fault(parameters.place(), subject, "needs a vector, and '" + need + "' is none", null));
            }
        }
    }

    /** Checks a name that another part of the recipe takes from the steps. */
    void checkName(@Nullable String name, @Nullable Node at, String subject, String key) {
        if (name != null && vectors.contains(name)) {
            Node given = at instanceof Node.Mapping mapping ? mapping.get(key) : at;
            Node.Place place = given == null ? new Node.Place("recipe", 0, 0) : given.place();
            faults.add(new Fault(place, subject, key + " is '" + name + "', which is a vector", null));
            return;
        }
        if (name == null || known(name) || !name.contains(".")) {
            return; // a name without a dot may be a field of the records
        }
        Node given = at instanceof Node.Mapping mapping ? mapping.get(key) : at;
        Node.Place place = given == null ? new Node.Place("recipe", 0, 0) : given.place();
        faults.add(new Fault(place, subject, key + " is '" + name + "', which no step sets", hintFor(name)));
    }

    private boolean known(String name) {
        int dot = name.indexOf('.');
        return signals.contains(name)
                || (dot > 0 && faulty.contains(name.substring(0, dot)))
                || name.startsWith("field.")
                || name.equals("id")
                || name.equals("text")
                || name.equals("source");
    }

    private @Nullable String hintFor(String name) {
        String nearest = NearestName.hint(name, signals);
        return nearest != null
                ? nearest
                : signals.isEmpty() ? "no step before it sets any signal" : "there are " + String.join(", ", signals);
    }
}
