package dev.sluice.pipelines.library;

import dev.sluice.operators.Decision;
import dev.sluice.operators.Document;
import dev.sluice.operators.Global;
import dev.sluice.operators.Resources;
import dev.sluice.plan.Chain;
import dev.sluice.plan.Step;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.jspecify.annotations.Nullable;

/** Does what was decided. */
final class OutcomeFn extends DoFn<KV<Long, Decided>, Document> {
    private static final long serialVersionUID = 1;

    private final Step step;
    private final long seed;
    private transient Global.@Nullable Earlier earlier;

    OutcomeFn(Step step, long seed) {
        this.step = step;
        this.seed = seed;
    }

    /** Opens what the operator knows of earlier runs. */
    @Setup
    public void open() {
        earlier = ((Global) step.operator()).earlier(Resources.of(step.name(), seed));
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
        document = decision.label(document, step.operator(), step.name(), decided.names(earlier));
        Enum<?> reason = decision.reason();
        if (decision.action() == Decision.Action.DROP) {
            String name = reason == null ? step.name() : step.name() + ": " + Chain.nameOf(reason);
            out.get(Curate.DROPPED).output(KV.of(name, document));
            return;
        }
        decision.carryOut(document).forEach(out.get(Curate.KEPT)::output);
    }
}
