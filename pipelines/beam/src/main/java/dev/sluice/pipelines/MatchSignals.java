package dev.sluice.pipelines;

import dev.sluice.operators.Document;
import dev.sluice.operators.Signal;
import dev.sluice.plan.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sets what a deduplicator found about a document as its signals, as far as the operator declares them. */
final class MatchSignals {
    private MatchSignals() {}

    static Document set(Document document, Step step, Fates.MatchedIds match) {
        List<Signal> declared = step.operator().signals();
        if (declared.isEmpty()) {
            return document;
        }
        String[] names = new String[declared.size()];
        @Nullable Object[] values = new Object[names.length];
        for (int i = 0; i < names.length; i++) {
            Signal signal = declared.get(i);
            names[i] = signal.qualified(step.name());
            values[i] = switch (signal.name()) {
                case "group" -> match.group();
                case "survivor" -> match.survivor();
                case "size" -> match.size();
                case "similarity" -> match.similarity();
                default -> null;
            };
        }
        return document.withSignals(document.signals().with(names, values));
    }
}
