package dev.sluice.pipelines.library;

import dev.sluice.operators.Document;
import dev.sluice.plan.Step;
import java.util.Iterator;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.join.CoGbkResult;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;

/** Brings documents and the decisions of one round together. What a round says nothing about keeps what was said. */
final class JoinFn extends DoFn<KV<Long, CoGbkResult>, KV<Long, Decided>> {
    static final TupleTag<Decided> DOCUMENTS = new TupleTag<>("documents") {};
    static final TupleTag<ResolveFn.Resolved> DECISIONS = new TupleTag<>("decisions") {};

    private static final long serialVersionUID = 1;

    private final Step step;

    JoinFn(Step step) {
        this.step = step;
    }

    /** Joins what belongs to one id. */
    @ProcessElement
    public void process(@Element KV<Long, CoGbkResult> group, MultiOutputReceiver out) {
        Iterator<Decided> documents = group.getValue().getAll(DOCUMENTS).iterator();
        if (!documents.hasNext()) {
            return; // the document failed after it gave evidence elsewhere
        }
        Decided first = documents.next();
        if (documents.hasNext()) {
            String message = step.name() + ": several documents have the id "
                    + first.document().id();
            out.get(Curate.FAILED).output(KV.of(message, first.document()));
            documents.forEachRemaining(other -> out.get(Curate.FAILED).output(KV.of(message, other.document())));
            return;
        }
        Document document = first.document();
        Iterator<ResolveFn.Resolved> decisions =
                group.getValue().getAll(DECISIONS).iterator();
        Decided result = first;
        if (decisions.hasNext()) {
            ResolveFn.Resolved resolved = decisions.next();
            result = new Decided(document, resolved.decision(), resolved.group(), resolved.survivor());
            if (decisions.hasNext()) {
                throw new IllegalStateException(step.name() + " decided twice about " + document.id());
            }
        }
        out.get(Decide.DOCUMENTS).output(KV.of(group.getKey(), result));
    }
}
