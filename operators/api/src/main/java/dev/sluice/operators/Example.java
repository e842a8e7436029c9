package dev.sluice.operators;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A case with its expected outcome: what an operator's {@code examples} file and a recipe's {@code tests:} block hold.
 *
 * <p>A case gives one {@code text} (with {@code id} and {@code fields} where they matter), or several {@code
 * documents}, and says what becomes of it: {@code keeps: true}, {@code drops: reason}, {@code becomes: "text"} (a list
 * where one document becomes several), {@code signals: {name: value}}, {@code survivors: [ids]}.
 *
 * @param title what the case shows; the place where it stands when it has no title
 * @param with parameters of the operator; empty in recipes
 * @param documents one for a {@code text}, else all of {@code documents}
 * @param collection whether it was written as {@code documents}
 * @param keeps whether it says that the document stays
 * @param drops why the document goes, or null
 * @param becomes the texts that come out, or null
 * @param signals values by name, as written
 * @param survivors ids of the documents that stay, in their order, or null
 * @param place where it stands
 */
public record Example(
        String title,
        Node.Mapping with,
        List<Document> documents,
        boolean collection,
        boolean keeps,
        @Nullable Drop drops,
        @Nullable List<String> becomes,
        Map<String, String> signals,
        @Nullable List<String> survivors,
        Node.Place place) {
    private static final List<String> KEYS = List.of(
            "title", "with", "text", "id", "fields", "documents", "keeps", "drops", "becomes", "signals", "survivors");
    private static final List<String> DOCUMENT_KEYS = List.of("text", "id", "fields");

    /**
     * An expected drop.
     *
     * @param step the step that drops, or null where the case does not say
     * @param name the reason; where the step is null and the case belongs to a recipe, a reason or a step
     */
    public record Drop(@Nullable String step, String name) {}

    /**
     * Reads a list of cases; reports everything that is wrong with them and leaves the wrong ones out.
     *
     * @param subject the part of the recipe or file that faults name
     */
    public static List<Example> read(Node node, String subject, List<Fault> faults) {
        List<Example> examples = new ArrayList<>();
        if (!(node instanceof Node.Sequence list)) {
            faults.add(new Fault(node.place(), subject, "is " + node.kind() + ", expected a list of cases", null));
            return examples;
        }
        for (int i = 0; i < list.items().size(); i++) {
            Node item = list.items().get(i);
            String name = subject + " " + (i + 1);
            if (item instanceof Node.Mapping mapping) {
                Example example = new Reading(name, faults).example(mapping);
                if (example != null) {
                    examples.add(example);
                }
            } else {
                faults.add(new Fault(item.place(), name, "is " + item.kind() + ", expected a mapping", null));
            }
        }
        return examples;
    }

    /** Whether a measured value is the one written down; numbers are compared to twelve digits. */
    public static boolean matches(String expected, @Nullable Object value) {
        if (value == null) {
            return expected.equals("null");
        }
        if (value instanceof Number number) {
            try {
                double wanted = Double.parseDouble(expected);
                double found = number.doubleValue();
                return Math.abs(wanted - found) <= 1e-12 * Math.max(1, Math.abs(wanted));
            } catch (NumberFormatException noNumber) {
                return false;
            }
        }
        return expected.equals(value.toString());
    }

    /** Reads one case. */
    private static final class Reading {
        private final String subject;
        private final List<Fault> faults;
        private final int before;

        Reading(String subject, List<Fault> faults) {
            this.subject = subject;
            this.faults = faults;
            this.before = faults.size();
        }

        @Nullable Example example(Node.Mapping given) {
            checkKeys(given, KEYS);
            List<Document> documents = documents(given);
            Node expectsDrop = given.get("drops");
            Node becomes = given.get("becomes");
            Node survivors = given.get("survivors");
            boolean keeps = keeps(given.get("keeps"));
            Map<String, String> signals = signals(given.get("signals"));
            if (!keeps && expectsDrop == null && becomes == null && survivors == null && signals.isEmpty()) {
                fault(given.place(), "expects nothing", "say keeps, drops, becomes, signals or survivors");
            }
            if (survivors != null && given.get("documents") == null) {
                fault(survivors.place(), "survivors come with documents", null);
            }
            if (expectsDrop != null && (keeps || becomes != null)) {
                fault(expectsDrop.place(), "expects that the document both stays and goes", null);
            }
            Node with = given.get("with");
            Node.Mapping parameters = new Node.Mapping(List.of(), given.place());
            if (with instanceof Node.Mapping mapping) {
                parameters = mapping;
            } else if (with != null) {
                fault(with.place(), "with is " + with.kind() + ", expected a mapping", null);
            }
            Drop drop = expectsDrop == null ? null : drop(expectsDrop);
            List<String> texts = becomes == null ? null : texts(becomes, "becomes");
            List<String> ids = survivors == null ? null : texts(survivors, "survivors");
            if (faults.size() > before) {
                return null;
            }
            String title = given.get("title") instanceof Node.Scalar scalar
                    ? scalar.text()
                    : given.place().toString();
            boolean collection = given.get("documents") != null;
            return new Example(
                    title, parameters, documents, collection, keeps, drop, texts, signals, ids, given.place());
        }

        private void checkKeys(Node.Mapping given, List<String> keys) {
            for (Node.Entry entry : given.entries()) {
                String key = entry.key().text();
                if (!keys.contains(key)) {
                    String hint = NearestName.hint(key, keys);
                    String takes = "it takes " + String.join(", ", keys);
                    fault(entry.key().place(), "no key '" + key + "'", hint == null ? takes : hint + " " + takes);
                }
            }
        }

        private List<Document> documents(Node.Mapping given) {
            Node several = given.get("documents");
            if (several == null) {
                Document one = document(given);
                return one == null ? List.of() : List.of(one);
            }
            if (given.get("text") != null) {
                fault(several.place(), "has both text and documents", null);
            }
            if (!(several instanceof Node.Sequence list)) {
                fault(several.place(), "documents is " + several.kind() + ", expected a list", null);
                return List.of();
            }
            List<Document> documents = new ArrayList<>();
            Set<String> ids = new TreeSet<>();
            for (Node item : list.items()) {
                Document document = null;
                if (item instanceof Node.Mapping mapping) {
                    checkKeys(mapping, DOCUMENT_KEYS);
                    document = document(mapping);
                } else {
                    fault(item.place(), "is " + item.kind() + ", expected a document: {id: a, text: ...}", null);
                }
                if (document != null) {
                    documents.add(document);
                    if (!ids.add(document.id())) {
                        fault(item.place(), "two documents have the id '" + document.id() + "'", null);
                    }
                }
            }
            return documents;
        }

        private @Nullable Document document(Node.Mapping given) {
            if (!(given.get("text") instanceof Node.Scalar text)) {
                fault(given.place(), "text is missing", null);
                return null;
            }
            Map<String, Object> fields = new LinkedHashMap<>();
            Node values = given.get("fields");
            if (values instanceof Node.Mapping mapping) {
                for (Node.Entry entry : mapping.entries()) {
                    fields.put(entry.key().text(), value(entry.value()));
                }
            } else if (values != null) {
                fault(values.place(), "fields is " + values.kind() + ", expected a mapping", null);
            }
            String id = given.get("id") instanceof Node.Scalar scalar ? scalar.text() : null;
            return Document.of(id, text.text(), Fields.of(fields), Position.NONE);
        }

        private boolean keeps(@Nullable Node node) {
            if (node == null) {
                return false;
            }
            boolean yes = node instanceof Node.Scalar scalar && scalar.text().equals("true");
            if (!yes) {
                fault(node.place(), "keeps takes true", "write drops: REASON for a document that goes");
            }
            return yes;
        }

        private @Nullable Drop drop(Node node) {
            if (node instanceof Node.Scalar name && !name.isNull()) {
                return new Drop(null, name.text());
            }
            if (node instanceof Node.Mapping mapping
                    && mapping.entries().size() == 1
                    && mapping.entries().get(0).value() instanceof Node.Scalar reason) {
                return new Drop(mapping.entries().get(0).key().text(), reason.text());
            }
            fault(node.place(), "drops is neither a reason nor {step: reason}", null);
            return null;
        }

        private List<String> texts(Node node, String key) {
            List<String> texts = new ArrayList<>();
            for (Node item : node instanceof Node.Sequence list ? list.items() : List.of(node)) {
                if (item instanceof Node.Scalar scalar) {
                    texts.add(scalar.text());
                } else {
                    fault(item.place(), key + " holds " + item.kind() + ", expected strings", null);
                }
            }
            return texts;
        }

        private Map<String, String> signals(@Nullable Node node) {
            Map<String, String> signals = new LinkedHashMap<>();
            if (node instanceof Node.Mapping mapping) {
                for (Node.Entry entry : mapping.entries()) {
                    if (entry.value() instanceof Node.Scalar scalar) {
                        signals.put(entry.key().text(), scalar.text());
                    } else {
                        fault(
                                entry.value().place(),
                                "signals holds " + entry.value().kind(),
                                null);
                    }
                }
            } else if (node != null) {
                fault(node.place(), "signals is " + node.kind() + ", expected a mapping", null);
            }
            return signals;
        }

        private void fault(Node.Place place, String message, @Nullable String hint) {
            faults.add(new Fault(place, subject, message, hint));
        }
    }

    private static @Nullable Object value(Node node) {
        if (node instanceof Node.Sequence list) {
            List<@Nullable Object> values = new ArrayList<>();
            list.items().forEach(item -> values.add(value(item)));
            return values;
        }
        if (node instanceof Node.Mapping mapping) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            mapping.entries().forEach(entry -> values.put(entry.key().text(), value(entry.value())));
            return values;
        }
        Node.Scalar scalar = (Node.Scalar) node;
        String text = scalar.text();
        if (scalar.quoted()) {
            return text;
        }
        if (scalar.isNull()) {
            return null;
        }
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException noInteger) {
            return decimal(text);
        }
    }

    private static Object decimal(String text) {
        char last = text.charAt(text.length() - 1);
        if (last < '0' || last > '9') { // "1f" and "NaN" are words here
            return text;
        }
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException noNumber) {
            return text;
        }
    }
}
