package dev.sluice.plan;

import dev.sluice.operators.Document;
import dev.sluice.operators.NearestName;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether documents have what the parameters of a step name, so that a run can warn of a name that none of them
 * has. A name that was found once is never looked up again: to look one up may mean to parse the record.
 */
public final class NamedFields {
    /** Of how many documents without a field the names of others are noted, to find what was meant. */
    private static final int NOTED_DOCUMENTS = 64;

    private static final int MOST_NOTED = 1_000;

    private final List<Sought> all = new ArrayList<>();
    private final List<Sought> missing = new ArrayList<>();

    /**
     * Begins to look.
     *
     * @param uses what for
     */
    public NamedFields(List<Use> uses) {
        uses.forEach(use -> all.add(new Sought(use)));
        missing.addAll(all);
    }

    /**
     * One name in a recipe.
     *
     * @param step the step's name, of a filter in a group its own, or {@code output}
     * @param named the parameter and what it names
     */
    public record Use(String step, Spec.Named named) {}

    /** What the parameters of a step name, those of filters in groups included. */
    public static List<Use> of(Step step) {
        Operator operator = step.operator() instanceof Observing observing ? observing.filter() : step.operator();
        List<Use> uses = new ArrayList<>();
        if (operator instanceof FilterGroup group) {
            group.members().forEach(member -> uses.addAll(of(member)));
        } else {
            Spec.of(operator.getClass()).named(operator).forEach(named -> uses.add(new Use(step.name(), named)));
        }
        return uses;
    }

    /** What the keys of the output name. */
    public static List<Use> of(Output output) {
        List<Use> uses = new ArrayList<>();
        String label = output.partitionBy();
        if (label != null) {
            uses.add(new Use("output", Spec.Named.of("partition_by", label, Param.Names.VALUE)));
        }
        output.fields()
                .forEach(field -> uses.add(new Use("output", Spec.Named.of("fields", field, Param.Names.FIELD))));
        return uses;
    }

    /** The signals and labels that a step uses: those that it needs, and those that its parameters name. */
    public static Stream<String> signalsOf(Step step) {
        Stream<String> named =
                of(step).stream().map(Use::named).filter(Spec.Named::signal).map(Spec.Named::name);
        return Stream.concat(step.operator().needs().stream(), named);
    }

    /** Takes a document as it comes to the step. */
    public void look(Document document) {
        if (!missing.isEmpty()) {
            missing.removeIf(sought -> sought.in(document));
        }
    }

    /** What was looked for, and whether it was found. */
    public List<Sought> sought() {
        return List.copyOf(all);
    }

    /** One name and what was seen of it. */
    public static final class Sought {
        private final Use use;
        private final TreeSet<String> others = new TreeSet<>();
        private long without;
        private boolean found;

        private Sought(Use use) {
            this.use = use;
        }

        public Use use() {
            return use;
        }

        /** Whether any document had it. */
        public boolean found() {
            return found;
        }

        /** Documents that came before the first one that had it. */
        public long without() {
            return without;
        }

        /** The name of a field that was there and is the nearest to the one looked for, or null. */
        public @Nullable String nearest() {
            return NearestName.of(use.named().field(), others);
        }

        private boolean in(Document document) {
            Spec.Named named = use.named();
            found = (named.signal() && document.signals().get(named.name()) != null)
                    || document.field(named.field()) != null;
            if (!found && without++ < NOTED_DOCUMENTS) {
                note(document);
            }
            return found;
        }

        private void note(Document document) {
            document.readFields().names().forEach(name -> note(document, name));
            document.fieldChanges().keySet().forEach(name -> note(document, name));
            String path = use.named().field();
            for (int dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
                if (document.field(path.substring(0, dot)) instanceof Map<?, ?> object) {
                    String prefix = path.substring(0, dot + 1);
                    object.keySet().forEach(name -> note(document, prefix + name));
                }
            }
        }

        private void note(Document document, String name) {
            if (others.size() < MOST_NOTED && document.field(name) != null) {
                others.add(name);
            }
        }
    }
}
