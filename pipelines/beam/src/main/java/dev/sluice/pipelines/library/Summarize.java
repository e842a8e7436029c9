package dev.sluice.pipelines.library;

import dev.sluice.operators.Document;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Sketch;
import dev.sluice.plan.Chain;
import dev.sluice.plan.Step;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.transforms.Combine;

/**
 * Summarises the documents of a collection: {@code documents.apply(Combine.globally(Summarize.with(sketch)))} gives the
 * stored form of the summary, which {@link Sketch#read} reads. The same documents give the same bytes, however they were
 * spread over workers.
 */
public final class Summarize extends Combine.CombineFn<Document, Sketch.Summary, byte[]> {
    private static final long serialVersionUID = 1;

    private final Step step;

    private Summarize(Step step) {
        this.step = step;
    }

    /** Summarises by an operator. */
    public static Summarize with(Sketch sketch) {
        Operator.Info info = sketch.getClass().getAnnotation(Operator.Info.class);
        if (info == null) {
            throw new IllegalArgumentException(sketch.getClass().getName() + " has no @Operator.Info");
        }
        return new Summarize(new Step(1, info.name(), sketch, false, "Summarize"));
    }

    @Override
    public Sketch.Summary createAccumulator() {
        return ((Sketch) step.operator()).create(Chain.resources(step, 0, Path::of));
    }

    @Override
    public Sketch.Summary addInput(Sketch.Summary summary, Document document) {
        summary.add(document);
        return summary;
    }

    @Override
    public Sketch.Summary mergeAccumulators(Iterable<Sketch.Summary> summaries) {
        Sketch.Summary merged = createAccumulator();
        summaries.forEach(merged::merge);
        return merged;
    }

    @Override
    public byte[] extractOutput(Sketch.Summary summary) {
        return summary.toBytes();
    }

    @Override
    public Coder<Sketch.Summary> getAccumulatorCoder(CoderRegistry registry, Coder<Document> input) {
        return new SummaryCoder((Sketch) step.operator());
    }

    @Override
    public Coder<byte[]> getDefaultOutputCoder(CoderRegistry registry, Coder<Document> input) {
        return ByteArrayCoder.of();
    }

    /** Lets summaries travel between workers in their stored form. */
    private static final class SummaryCoder extends CustomCoder<Sketch.Summary> {
        private static final long serialVersionUID = 1;
        private static final ByteArrayCoder BYTES = ByteArrayCoder.of();

        private final Sketch sketch;

        SummaryCoder(Sketch sketch) {
            this.sketch = sketch;
        }

        @Override
        public void encode(Sketch.Summary summary, OutputStream out) throws IOException {
            BYTES.encode(summary.toBytes(), out);
        }

        @Override
        public Sketch.Summary decode(InputStream in) throws IOException {
            return sketch.read(BYTES.decode(in));
        }

        @Override
        public void verifyDeterministic() {
            // Equal summaries have equal stored forms.
        }
    }
}
