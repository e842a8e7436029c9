package dev.sluice.recipes;

import dev.sluice.operators.Fault;
import dev.sluice.operators.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces {@code ${NAME}} and {@code ${NAME:default}} in single values by the environment's. */
final class Variables {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::([^}]*))?\\}");

    private final Map<String, String> environment;
    private final List<Fault> faults;

    Variables(Map<String, String> environment, List<Fault> faults) {
        this.environment = environment;
        this.faults = faults;
    }

    /** Replaces in a whole recipe; the texts of its tests stay as they are. */
    Node replaceIn(Node recipe) {
        if (!(recipe instanceof Node.Mapping mapping)) {
            return replace(recipe);
        }
        List<Node.Entry> entries = new ArrayList<>();
        for (Node.Entry entry : mapping.entries()) {
            boolean tests = entry.key().text().equals("tests");
            entries.add(tests ? entry : new Node.Entry(entry.key(), replace(entry.value())));
        }
        return new Node.Mapping(entries, mapping.place());
    }

    private Node replace(Node node) {
        if (node instanceof Node.Mapping mapping) {
            List<Node.Entry> entries = new ArrayList<>();
            mapping.entries().forEach(entry -> entries.add(new Node.Entry(entry.key(), replace(entry.value()))));
            return new Node.Mapping(entries, mapping.place());
        }
        if (node instanceof Node.Sequence sequence) {
            return new Node.Sequence(
                    sequence.items().stream().map(this::replace).toList(), sequence.place());
        }
        Node.Scalar scalar = (Node.Scalar) node;
        return scalar.text().contains("${") ? replaced(scalar) : scalar;
    }

    private Node.Scalar replaced(Node.Scalar scalar) {
        Matcher matcher = VARIABLE.matcher(scalar.text());
        StringBuilder text = new StringBuilder();
        while (matcher.find()) {
            String value = environment.getOrDefault(matcher.group(1), matcher.group(2));
            if (value == null) {
                faults.add(new Fault(
                        scalar.place(),
                        "recipe",
                        "the variable " + matcher.group(1) + " is not set",
                        "set it, or give a default: ${" + matcher.group(1) + ":default}"));
                value = "";
            }
            matcher.appendReplacement(text, Matcher.quoteReplacement(value));
        }
        matcher.appendTail(text);
        return new Node.Scalar(text.toString(), scalar.quoted(), scalar.place());
    }
}
