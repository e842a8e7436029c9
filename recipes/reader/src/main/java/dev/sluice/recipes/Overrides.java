package dev.sluice.recipes;

import dev.sluice.operators.Fault;
import dev.sluice.operators.NearestName;
import dev.sluice.operators.Node;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Spec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values given on the command line in place of a recipe's: {@code gopher_quality.min_doc_words=20} for a step, {@code
 * output.level=9} or {@code seed=7} for the rest.
 */
public final class Overrides {
    private static final List<String> PARTS = List.of("input", "output", "options");

    private final Map<String, String> values = new LinkedHashMap<>();

    /** No override. */
    public static Overrides none() {
        return new Overrides();
    }

    /** Adds {@code NAME.parameter=value}. */
    public Overrides set(String assignment) {
        int equals = assignment.indexOf('=');
        values.put(
                equals < 0 ? assignment : assignment.substring(0, equals),
                equals < 0 ? "" : assignment.substring(equals + 1));
        return this;
    }

    /** Reads another input; a relative path resolves against the working directory. */
    public Overrides input(Path path) {
        values.put("input.path", path.toAbsolutePath().normalize().toString());
        return this;
    }

    /** Writes another output; a relative path resolves against the working directory. */
    public Overrides output(Path path) {
        values.put("output.path", path.toAbsolutePath().normalize().toString());
        return this;
    }

    /** Reads at most this many records of each input. */
    public Overrides limit(long limit) {
        values.put("input.limit", Long.toString(limit));
        return this;
    }

    Node.Mapping apply(Node.Mapping recipe, Registry registry, List<Fault> faults) {
        Node.Mapping result = recipe;
        for (Map.Entry<String, String> entry : values.entrySet()) {
            Node.Place place = new Node.Place("--set " + entry.getKey(), 0, 0);
            int dot = entry.getKey().indexOf('.');
            if (dot < 0) {
                result = with(result, entry.getKey(), value(entry.getValue(), place));
                continue;
            }
            String part = entry.getKey().substring(0, dot);
            String key = entry.getKey().substring(dot + 1);
            Node value = value(entry.getValue(), place);
            if (PARTS.contains(part)) {
                result = with(result, part, inPart(result.get(part), key, value, place));
            } else {
                result = with(result, "steps", inSteps(result.get("steps"), part, key, value, registry, faults));
            }
        }
        return result;
    }

    private static Node value(String text, Node.Place place) {
        if (text.startsWith("[") && text.endsWith("]")) {
            List<Node> items = new ArrayList<>();
            for (String item : text.substring(1, text.length() - 1).split(",", -1)) {
                if (!item.isBlank()) {
                    items.add(new Node.Scalar(item.strip(), false, place));
                }
            }
            return new Node.Sequence(items, place);
        }
        return new Node.Scalar(text, false, place);
    }

    private static Node inPart(@Nullable Node part, String key, Node value, Node.Place place) {
        if (part instanceof Node.Sequence sources) {
            return new Node.Sequence(
                    sources.items().stream()
                            .map(source -> inPart(source, key, value, place))
                            .toList(),
                    sources.place());
        }
        return with(mapping(part, "path", place), key, value);
    }

    private static Node inSteps(
            @Nullable Node steps, String name, String key, Node value, Registry registry, List<Fault> faults) {
        Node.Place place = value.place();
        List<String> names = new ArrayList<>();
        if (steps instanceof Node.Sequence list) {
            List<Node> items = new ArrayList<>();
            boolean found = false;
            for (Node item : list.items()) {
                String stepName = nameOf(item);
                names.add(stepName);
                if (stepName.equals(name)) {
                    found = true;
                    items.add(inStep(item, key, value, registry));
                } else {
                    items.add(item);
                }
            }
            if (found) {
                return new Node.Sequence(items, list.place());
            }
        }
        faults.add(new Fault(place, "recipe", "no step is called '" + name + "'", NearestName.hint(name, names)));
        return steps == null ? new Node.Sequence(List.of(), place) : steps;
    }

    private static String nameOf(Node step) {
        if (step instanceof Node.Scalar scalar) {
            return scalar.text();
        }
        if (step instanceof Node.Mapping mapping && mapping.entries().size() == 1) {
            Node.Entry entry = mapping.entries().get(0);
            if (entry.value() instanceof Node.Mapping parameters && parameters.get("as") instanceof Node.Scalar as) {
                return as.text();
            }
            return entry.key().text();
        }
        return "";
    }

    private static Node inStep(Node step, String key, Node value, Registry registry) {
        Node.Scalar name;
        Node given = null;
        if (step instanceof Node.Mapping mapping) {
            name = mapping.entries().get(0).key();
            given = mapping.entries().get(0).value();
        } else {
            name = (Node.Scalar) step;
        }
        // A step may be written as its main parameter alone: keep_if: "..."
        Class<? extends Operator> type = registry.operators().get(name.text());
        Spec.Parameter main = type == null ? null : Spec.of(type).main();
        Node.Mapping parameters = mapping(given, main == null ? key : main.name(), value.place());
        return new Node.Mapping(List.of(new Node.Entry(name, with(parameters, key, value))), step.place());
    }

    private static Node.Mapping mapping(@Nullable Node node, String main, Node.Place place) {
        if (node instanceof Node.Mapping mapping) {
            return mapping;
        }
        if (node == null || (node instanceof Node.Scalar scalar && scalar.isNull())) {
            return new Node.Mapping(List.of(), node == null ? place : node.place());
        }
        Node.Scalar key = new Node.Scalar(main, false, node.place());
        return new Node.Mapping(List.of(new Node.Entry(key, node)), node.place());
    }

    private static Node.Mapping with(Node.Mapping mapping, String key, Node value) {
        List<Node.Entry> entries = new ArrayList<>();
        boolean replaced = false;
        for (Node.Entry entry : mapping.entries()) {
            boolean same = entry.key().text().equals(key);
            replaced |= same;
            entries.add(same ? new Node.Entry(entry.key(), value) : entry);
        }
        if (!replaced) {
            entries.add(new Node.Entry(new Node.Scalar(key, false, value.place()), value));
        }
        return new Node.Mapping(entries, mapping.place());
    }
}
