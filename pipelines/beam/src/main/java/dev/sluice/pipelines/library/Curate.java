package dev.sluice.pipelines.library;

import dev.sluice.operators.Annotator;
import dev.sluice.operators.Document;
import dev.sluice.operators.Filter;
import dev.sluice.operators.Mapper;
import dev.sluice.operators.Operator;
import dev.sluice.plan.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Runs operators over documents of a Beam pipeline, all in one step of it, so that what they share of a text is computed
 * once. Works with filters, mappers and annotators that take one document at a time.
 *
 * <p>{@link #KEPT} holds the documents that passed every operator, with measured values as signals named {@code
 * operator.signal}; {@link #DROPPED} the others, keyed {@code operator: reason}; {@link #FAILED} documents that an
 * operator could not process, keyed {@code operator: message}. A failed document never fails the pipeline.
 */
public final class Curate extends PTransform<PCollection<Document>, PCollectionTuple> {
    /** Documents that passed. */
    public static final TupleTag<Document> KEPT = new TupleTag<>("kept") {};

    /** Documents that an operator dropped. */
    public static final TupleTag<KV<String, Document>> DROPPED = new TupleTag<>("dropped") {};

    /** Documents that an operator could not process. */
    public static final TupleTag<KV<String, Document>> FAILED = new TupleTag<>("failed") {};

    private static final long serialVersionUID = 1;

    private final List<Step> steps;
    private final long seed;

    private Curate(List<Step> steps, long seed) {
        this.steps = steps;
        this.seed = seed;
    }

    /** Runs operators in this order. */
    public static Curate with(Operator... operators) {
        List<Step> steps = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Operator operator : operators) {
            boolean batches = operator instanceof Annotator annotator && annotator.batchSize() > 1;
            boolean known = operator instanceof Filter || operator instanceof Mapper || operator instanceof Annotator;
            Operator.Info info = operator.getClass().getAnnotation(Operator.Info.class);
            if (!known || batches || info == null) {
                throw new IllegalArgumentException(operator.getClass().getSimpleName()
                        + " does not work on one document at a time; run it by a recipe");
            }
            String name = info.name();
            for (int i = 2; !names.add(name); i++) {
                name = info.name() + "_" + i;
            }
            steps.add(new Step(steps.size() + 1, name, operator, false, "Curate"));
        }
        return new Curate(List.copyOf(steps), 0);
    }

    /** The same with another seed for operators that draw; 0 unless given. */
    public Curate seed(long value) {
        return new Curate(steps, value);
    }

    @Override
    public PCollectionTuple expand(PCollection<Document> documents) {
        PCollectionTuple result = documents.apply(
                "Curate",
                ParDo.of(new CurateFn(steps, seed)).withOutputTags(KEPT, TupleTagList.of(List.of(DROPPED, FAILED))));
        KvCoder<String, Document> keyed = KvCoder.of(StringUtf8Coder.of(), DocumentCoder.of());
        result.get(KEPT).setCoder(DocumentCoder.of());
        result.get(DROPPED).setCoder(keyed);
        result.get(FAILED).setCoder(keyed);
        return result;
    }
}
