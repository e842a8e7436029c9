package dev.sluice.pipelines.library;

import dev.sluice.operators.Decision;
import dev.sluice.operators.Document;
import dev.sluice.plan.Chain;
import dev.sluice.plan.Step;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** Does what was decided. */
final class OutcomeFn extends DoFn<KV<Long, Decided>, Document> {
    private static final long serialVersionUID = 1;

    private final Step step;

    OutcomeFn(Step step) {
        this.step = step;
    }

    /** Drops, edits or copies one document. */
    @ProcessElement
    public void process(@Element KV<Long, Decided> element, MultiOutputReceiver out) {
        Decided decided = element.getValue();
        Decision decision = decided.decision();
        Document document = decided.document();
        if (decision == null) {
            out.get(Curate.KEPT).output(document);
            return;
        }
        document = decision.label(document, step.operator(), step.name(), decided.group(), decided.survivor());
        Enum<?> reason = decision.reason();
        if (decision.action() == Decision.Action.DROP) {
            String name = reason == null ? step.name() : step.name() + ": " + Chain.nameOf(reason);
            out.get(Curate.DROPPED).output(KV.of(name, document));
            return;
        }
        decision.carryOut(document).forEach(out.get(Curate.KEPT)::output);
    }
}
