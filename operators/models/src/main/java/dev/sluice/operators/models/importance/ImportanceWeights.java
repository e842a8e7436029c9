package dev.sluice.operators.models.importance;

import dev.sluice.operators.Annotator;
import dev.sluice.operators.Document;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Values;
import dev.sluice.operators.models.ModelFormatException;
import dev.sluice.text.Length;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Measures how much likelier a text is in a target collection than in a source, by its words and pairs of words hashed
 * into buckets: the log weight of importance resampling. It drops nothing; {@code take} with {@code order: highest}
 * keeps the most target-like documents, {@code keep_if} those above a value.
 *
 * <p>The weight is the sum, over all words and pairs, of ln(p + 1e-8) - ln(q + 1e-8), where p and q are the shares of
 * their bucket in the target and in the source. It grows with the length of the text: compare texts of like lengths, or
 * divide by the number of words. With mean lengths of both collections it is also corrected for the length of the text,
 * by the difference of the logarithms of two Poisson probabilities: in RedPajama's form, which holds characters against
 * a mean of words, and with words against words. An empty text has no weight.
 */
@Operator.Info(
        name = "importance_weights",
        since = "0.1",
        summary = "Measures how much likelier texts are in a target collection than in a source, by hashed n-grams.",
        source = "Xie et al., Data Selection for Language Models via Importance Resampling, 2023; RedPajama-Data",
        cost = Operator.Cost.EXPENSIVE)
public record ImportanceWeights(
        @Param(
                doc =
                        "What texts should be like: a vector of counts (`.npy`), or a sample, as `.jsonl` whose records hold `text` or with a text a line.",
                asset = true)
        String target,

        @Param(doc = "What texts are like in general, in the same forms.", asset = true)
        String source,

        @Param(doc = "How n-grams are hashed; vectors must have been counted in the same way.", def = "dsir")
        NgramBuckets.Hash hash,

        @Param(
                doc = "Buckets, where samples are counted; a vector brings its own.",
                def = "10000",
                min = 1,
                max = 10_000_000)
        int buckets,

        @Param(doc = "Added to the count of every bucket of the target (Laplace).", def = "0", min = 0)
        double targetSmoothing,

        @Param(doc = "Mean number of words a text of the target; absent means that of its sample.", min = 0) @Nullable Double targetMeanWords,

        @Param(doc = "Mean number of words a text of the source; absent means that of its sample.", min = 0) @Nullable Double sourceMeanWords)
        implements Annotator {

    private static final Signal WEIGHT = Signal.number(
            "log_weight", "nats", "natural logarithm of the likelihood in the target over that in the source");
    private static final Signal LENGTH = Signal.number(
            "log_weight_length_correction",
            "nats",
            "the same with the likelihood of its characters as a length, as RedPajama-V2 defines it");
    private static final Signal WORDS = Signal.number(
            "log_weight_word_correction", "nats", "the same with the likelihood of its number of words as a length");

    @Override
    public List<Signal> signals() {
        return List.of(WEIGHT, LENGTH, WORDS);
    }

    @Override
    public Pass open(Resources resources) {
        NgramCounts wanted = NgramCounts.read(resources.asset(target), hash, buckets);
        int size = target.endsWith(".npy") ? wanted.counts().length : buckets;
        NgramCounts general = NgramCounts.read(resources.asset(source), hash, size);
        if (!target.endsWith(".npy") && general.counts().length != size) {
            wanted = NgramCounts.read(resources.asset(target), hash, general.counts().length);
        }
        if (targetSmoothing == 0) {
            requireSome(wanted, resources.asset(target));
        }
        requireSome(general, resources.asset(source));
        NgramBuckets ngrams = NgramBuckets.of(hash, wanted.counts().length);
        LogRatios ratios = new LogRatios(ngrams, smoothed(wanted.counts()), general.counts());
        Double targetMean = targetMeanWords == null ? wanted.meanWords() : targetMeanWords;
        Double sourceMean = sourceMeanWords == null ? general.meanWords() : sourceMeanWords;
        LengthCorrection correction =
                targetMean == null || sourceMean == null ? null : new LengthCorrection(targetMean, sourceMean);
        return (batch, measured) -> {
            for (int i = 0; i < batch.size(); i++) {
                measure(batch.get(i), measured.get(i), ngrams, ratios, correction);
            }
        };
    }

    private static void requireSome(NgramCounts counts, Path file) {
        if (Arrays.stream(counts.counts()).sum() == 0) {
            throw new ModelFormatException(file, "holds no words, so that there is no distribution");
        }
    }

    private double[] smoothed(double[] counts) {
        return Arrays.stream(counts).map(count -> count + targetSmoothing).toArray();
    }

    private static void measure(
            Document document,
            Values measured,
            NgramBuckets ngrams,
            LogRatios ratios,
            @Nullable LengthCorrection correction) {
        if (document.text().isEmpty()) {
            return;
        }
        double weight = ratios.weight(document);
        measured.set(WEIGHT, weight);
        if (correction != null) {
            measured.set(LENGTH, weight + correction.of(Length.of(document)));
            measured.set(WORDS, weight + correction.of(ngrams.words(document).size()));
        }
    }
}
