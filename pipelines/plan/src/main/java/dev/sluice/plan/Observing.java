package dev.sluice.plan;

import dev.sluice.operators.Filter;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Review;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Threshold;
import dev.sluice.operators.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * A filter that drops nothing ({@code drop: false}): its values stay on every document and, where it would have dropped the
 * document, the reason.
 *
 * @param filter whose verdicts are only noted
 */
public record Observing(Filter filter) implements Filter {
    /** Why documents are dropped: never. */
    public enum Reason {}

    private static final Signal DROP_REASON =
            Signal.label("drop_reason", "reason for which the step would drop the document; absent where it would not");

    @Override
    public Class<? extends Enum<?>> reasons() {
        return Reason.class;
    }

    @Override
    public List<Signal> signals() {
        List<Signal> signals = new ArrayList<>(filter.signals());
        signals.add(DROP_REASON);
        return signals;
    }

    @Override
    public List<Threshold> thresholds() {
        return filter.thresholds();
    }

    @Override
    public List<String> needs() {
        return filter.needs();
    }

    @Override
    public List<String> needsSpans() {
        return filter.needsSpans();
    }

    @Override
    public List<String> needsVectors() {
        return filter.needsVectors();
    }

    @Override
    public List<Review.Warning> warnings() {
        return filter.warnings();
    }

    @Override
    public Judge open(Resources resources) {
        Judge judge = filter.open(resources);
        return (document, measured) -> {
            Enum<?> reason = judge.judge(document, measured).reason();
            if (reason != null) {
                measured.set(DROP_REASON, Chain.nameOf(reason));
            }
            return Verdict.KEEP;
        };
    }
}
