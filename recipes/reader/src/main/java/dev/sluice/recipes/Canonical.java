package dev.sluice.recipes;

import dev.sluice.operators.Operator;
import dev.sluice.operators.Spec;
import dev.sluice.plan.FilterGroup;
import dev.sluice.plan.Input;
import dev.sluice.plan.Observing;
import dev.sluice.plan.Options;
import dev.sluice.plan.Output;
import dev.sluice.plan.Step;
import java.util.List;
import java.util.Locale;

/**
 * The recipe written out with every default, in one fixed form: what decides the bytes of the data, and nothing else.
 * Paths of inputs are left out, because the manifest holds the files themselves, and so is the path of the output.
 */
final class Canonical {
    private final StringBuilder out = new StringBuilder();

    private Canonical() {}

    static String print(String name, long seed, List<Input> inputs, List<Step> steps, Output output, Options options) {
        Canonical canonical = new Canonical();
        canonical.line("name: " + name);
        canonical.line("seed: " + seed);
        canonical.line("input:");
        for (Input input : inputs) {
            canonical.line("  - " + input.name() + ": {format: " + format(input.format()) + ", text: "
                    + input.mapping().text() + ", id: " + input.mapping().id() + ", skip: " + input.skip()
                    + ", limit: " + input.limit() + ", sample: " + input.sample() + "}");
        }
        canonical.line("steps:");
        canonical.steps(steps, "  ");
        canonical.line("output: {format: " + format(output.format()) + ", shard_bytes: " + output.shardBytes()
                + ", partition_by: " + output.partitionBy() + ", fields: " + output.fields() + ", signals: "
                + output.signals() + ", rejects: " + output.rejects().name().toLowerCase(Locale.ROOT)
                + ", rejected_text: " + output.rejectedText() + "}");
        canonical.line("options: {max_document_bytes: "
                + options.limits().maxDocumentBytes() + ", partition_bytes: " + options.partitionBytes()
                + ", on_corrupt: " + options.onCorrupt().name().toLowerCase(Locale.ROOT) + ", invalid_utf8: "
                + (options.limits().replaceInvalidUtf8() ? "replace" : "reject") + "}");
        return canonical.out.toString();
    }

    private void steps(List<Step> steps, String indent) {
        for (Step step : steps) {
            if (step.operator() instanceof FilterGroup group) {
                line(indent + "- " + group.mode().name().toLowerCase(Locale.ROOT) + ":  # " + step.name());
                steps(group.members(), indent + "    ");
            } else {
                Operator operator =
                        step.operator() instanceof Observing observing ? observing.filter() : step.operator();
                Operator.Info info = operator.getClass().getAnnotation(Operator.Info.class);
                String name = info == null ? step.name() : info.name();
                String as = name.equals(step.name()) ? "" : "  # as " + step.name();
                String measure = step.measureAll() ? "  # measure all" : "";
                line(indent + "- " + name + ": "
                        + Spec.of(operator.getClass()).print(operator) + as + measure
                        + (operator == step.operator() ? "" : "  # drop nothing"));
            }
        }
    }

    private static String format(Object format) {
        dev.sluice.connectors.Info info = format.getClass().getAnnotation(dev.sluice.connectors.Info.class);
        return (info == null ? format.getClass().getSimpleName() : info.name()) + " "
                + Spec.of(format.getClass()).print(format);
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
