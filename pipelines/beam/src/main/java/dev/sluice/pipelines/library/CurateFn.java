package dev.sluice.pipelines.library;

import dev.sluice.operators.Document;
import dev.sluice.plan.Chain;
import dev.sluice.plan.Step;
import java.nio.file.Path;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.jspecify.annotations.Nullable;

/** One chain for each worker thread. */
final class CurateFn extends DoFn<Document, Document> {
    private static final long serialVersionUID = 1;

    private final List<Step> steps;
    private final long seed;
    private transient @Nullable Chain chain;
    private transient @Nullable MultiOutputReceiver receiver;

    CurateFn(List<Step> steps, long seed) {
        this.steps = steps;
        this.seed = seed;
    }

    /** Opens the operators. */
    @Setup
    public void open() {
        chain = Chain.open(steps, seed, Path::of, new Chain.Sink() {
            @Override
            public void kept(Document document) {
                out().get(Curate.KEPT).output(document);
            }

            @Override
            public void dropped(Document document, Step step, String reason) {
                out().get(Curate.DROPPED).output(KV.of(step.name() + ": " + reason, document));
            }

            @Override
            public void failed(Document document, Step step, Throwable cause) {
                out().get(Curate.FAILED).output(KV.of(step.name() + ": " + cause, document));
            }
        });
    }

    private MultiOutputReceiver out() {
        MultiOutputReceiver open = receiver;
        if (open == null) {
            throw new IllegalStateException("no document is under way");
        }
        return open;
    }

    /** Sends one document through. */
    @ProcessElement
    public void process(@Element Document document, MultiOutputReceiver outputs) {
        Chain open = chain;
        if (open == null) {
            throw new IllegalStateException("not set up");
        }
        receiver = outputs;
        open.accept(document);
        receiver = null;
    }
}
