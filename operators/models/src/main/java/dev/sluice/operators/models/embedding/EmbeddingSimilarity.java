package dev.sluice.operators.models.embedding;

import dev.sluice.operators.Document;
import dev.sluice.operators.Faults;
import dev.sluice.operators.Filter;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Threshold;
import dev.sluice.operators.Values;
import dev.sluice.operators.Vector;
import dev.sluice.operators.Verdict;
import dev.sluice.operators.models.fasttext.TextPreparation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Measures how similar the vector of a document is to those of a target set, as the cosine of the angle between them: 1
 * for the same direction, 0 for unrelated ones, -1 for the opposite. Keeps documents within bounds; without bounds it
 * only measures. Vectors come from {@code embed} or from a field.
 *
 * <p>Targets are scaled to length 1 when they are read. With {@code aggregate: max} the value is the greatest cosine to
 * any target, with {@code mean} the mean of the cosines to all, with {@code centroid} the cosine to the mean of the
 * scaled targets. Sums run in double precision in the order of the numbers; the result is rounded to eight decimals. A
 * document takes time linear in the targets with {@code max}, and constant time otherwise. Each worker holds 8 bytes a
 * number of each target.
 */
@Operator.Info(
        name = "embedding_similarity",
        since = "0.1",
        summary = "Measures how similar vectors of documents are to a target set and keeps those within bounds.",
        cost = Operator.Cost.MODERATE)
public record EmbeddingSimilarity(
        @Param(
                doc =
                        "Target set, JSON Lines: each record holds a list of numbers as `vector`, or under `signals` as a run with `embed` writes it, or else a `text`.",
                main = true,
                asset = true)
        String targets,

        @Param(doc = "Model that makes vectors of target texts, the one given to `embed`.", asset = true) @Nullable String model,

        @Param(doc = "What kind of model it is.", def = "fasttext")
        Encoder.Kind encoder,

        @Param(
                doc = "How a line is made of a target text before a fastText model sees it, as given to `embed`.",
                def = "newline_to_space")
        TextPreparation preparation,

        @Param(
                doc =
                        "Where a document has its vector: a signal of `embed`, or a field (`field.NAME`) with a list of numbers.",
                def = "embed.vector",
                names = Param.Names.VALUE)
        String vector,

        @Param(doc = "How the similarities to all targets become one.", def = "max")
        Aggregate aggregate,

        @Param(doc = "Least similarity of a kept document; absent means no bound.", min = -1, max = 1) @Nullable Double minSimilarity,

        @Param(doc = "Largest similarity of a kept document; absent means no bound.", min = -1, max = 1) @Nullable Double maxSimilarity)
        implements Filter {

    /** How the similarities to all targets become one. */
    public enum Aggregate {
        /** That to the most similar target. */
        MAX,
        /** The mean over all targets. */
        MEAN,
        /** That to the mean of the targets. */
        CENTROID
    }

    /** Why documents are dropped. */
    public enum Reason {
        /** The document has no vector, or one of length 0, but a bound is set. */
        NO_VECTOR,
        /** The similarity is below {@code min_similarity}. */
        LOW_SIMILARITY,
        /** The similarity is above {@code max_similarity}. */
        HIGH_SIMILARITY
    }

    private static final double DECIMALS = 1e8;
    private static final Signal SIMILARITY =
            Signal.number("similarity", "cosine, -1 to 1", "cosine to the target set, from -1 to 1");

    @Override
    public void check(Faults faults) {
        if (minSimilarity != null && maxSimilarity != null && minSimilarity > maxSimilarity) {
            faults.report("max_similarity", "is " + maxSimilarity + ", below min_similarity (" + minSimilarity + ")");
        }
    }

    @Override
    public List<String> needs() {
        return List.of(vector);
    }

    @Override
    public List<String> needsVectors() {
        return List.of(vector);
    }

    @Override
    public Class<? extends Enum<?>> reasons() {
        return Reason.class;
    }

    @Override
    public List<Signal> signals() {
        return List.of(SIMILARITY);
    }

    @Override
    public List<Threshold> thresholds() {
        List<Threshold> thresholds = new ArrayList<>();
        if (minSimilarity != null) {
            thresholds.add(Threshold.min(SIMILARITY, "min_similarity", minSimilarity, Reason.LOW_SIMILARITY));
        }
        if (maxSimilarity != null) {
            thresholds.add(Threshold.max(SIMILARITY, "max_similarity", maxSimilarity, Reason.HIGH_SIMILARITY));
        }
        return thresholds;
    }

    @Override
    public Judge open(Resources resources) {
        Encoder opened = model == null ? null : encoder.open(resources.asset(model), preparation);
        List<double[]> read = Targets.read(resources.asset(targets), opened, vector);
        double[][] rows = aggregate == Aggregate.MAX ? read.toArray(new double[0][]) : new double[][] {mean(read)};
        return (document, measured) -> judge(document, measured, rows);
    }

    /** The mean of the targets, scaled to length 1 for {@code centroid}. */
    private double[] mean(List<double[]> targets) {
        double[] mean = new double[targets.get(0).length];
        for (double[] target : targets) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += target[i];
            }
        }
        for (int i = 0; i < mean.length; i++) {
            mean[i] /= targets.size();
        }
        if (aggregate == Aggregate.CENTROID && !Lengths.scaleToUnit(mean)) {
            throw new IllegalArgumentException("the targets cancel each other out, their centroid has no direction");
        }
        return mean;
    }

    private Verdict judge(Document document, Values measured, double[][] rows) {
        float[] numbers = numbers(document);
        double length = numbers == null ? 0 : Lengths.of(numbers);
        if (numbers == null || length == 0) {
            return Verdict.dropIf(minSimilarity != null || maxSimilarity != null, Reason.NO_VECTOR);
        }
        if (numbers.length != rows[0].length) {
            throw new IllegalArgumentException("'" + vector + "' has " + numbers.length + " numbers, the targets have "
                    + rows[0].length + "; were they made by another model?");
        }
        double best = Double.NEGATIVE_INFINITY;
        for (double[] row : rows) {
            double product = 0;
            for (int i = 0; i < row.length; i++) {
                product += row[i] * numbers[i];
            }
            best = Math.max(best, product);
        }
        double similarity = Math.max(-1, Math.min(1, Math.rint(best / length * DECIMALS) / DECIMALS));
        measured.set(SIMILARITY, similarity);
        if (minSimilarity != null && similarity < minSimilarity) {
            return Verdict.drop(Reason.LOW_SIMILARITY);
        }
        return Verdict.dropIf(maxSimilarity != null && similarity > maxSimilarity, Reason.HIGH_SIMILARITY);
    }

    private float @Nullable [] numbers(Document document) {
        Object value = document.value(vector);
        if (value == null) {
            return null;
        }
        if (value instanceof Vector known) {
            return known.toArray();
        }
        if (!(value instanceof List<?> list)) {
            throw new IllegalArgumentException("'" + vector + "' holds no list of numbers");
        }
        float[] numbers = new float[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            if (!(list.get(i) instanceof Number one) || !Float.isFinite(one.floatValue())) {
                throw new IllegalArgumentException("'" + vector + "' holds " + list.get(i) + ", expected a number");
            }
            numbers[i] = one.floatValue();
        }
        return numbers;
    }
}
