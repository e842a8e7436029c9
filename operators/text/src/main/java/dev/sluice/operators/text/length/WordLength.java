package dev.sluice.operators.text.length;

import dev.sluice.operators.Document;
import dev.sluice.operators.Faults;
import dev.sluice.operators.Filter;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Threshold;
import dev.sluice.operators.Values;
import dev.sluice.operators.Verdict;
import dev.sluice.operators.text.rules.Bounds;
import dev.sluice.operators.text.rules.RuleCheck;
import dev.sluice.text.Tokenizer;
import dev.sluice.text.Tokens;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps documents whose mean and median length of words lie within bounds: very short words are a sign of spaced-out
 * text and lists of numbers, very long ones of URLs, code and text without spaces. Lengths are in characters (code
 * points).
 *
 * <p>The median of an even number of words is the mean of the middle two. A text without words has neither value and
 * stays. Nothing is limited by default; Gopher keeps means from 3 to 10 (Rae et al., 2021, appendix A1.1), Dolma
 * medians from 3 to 10.
 */
@Operator.Info(
        name = "word_length",
        since = "0.1",
        summary = "Keeps documents whose mean and median word length lie within bounds.",
        cost = Operator.Cost.CHEAP)
public record WordLength(
        @Param(doc = "Least mean length of words in characters; absent means no limit.", min = 0) @Nullable Double minMean,

        @Param(doc = "Largest mean length; absent means no limit.", min = 0) @Nullable Double maxMean,

        @Param(doc = "Least median length of words in characters; absent means no limit.", min = 0) @Nullable Double minMedian,

        @Param(doc = "Largest median length; absent means no limit.", min = 0) @Nullable Double maxMedian,

        @Param(doc = "How the text is cut into words.", def = "whitespace")
        Tokenizer tokenizer)
        implements Filter {

    /** Why documents are dropped. */
    public enum Reason {
        /** A mean beyond {@code min_mean} or {@code max_mean}. */
        MEAN_OUT_OF_RANGE,
        /** A median beyond {@code min_median} or {@code max_median}. */
        MEDIAN_OUT_OF_RANGE
    }

    private static final Signal MEAN = Signal.number("mean", "characters", "mean length of words in characters");
    private static final Signal MEDIAN = Signal.number("median", "characters", "median length of words in characters");

    @Override
    public void check(Faults faults) {
        if (minMean != null && maxMean != null && maxMean < minMean) {
            faults.add("max_mean", "is %s, below min_mean (%s)", maxMean, minMean);
        }
        if (minMedian != null && maxMedian != null && maxMedian < minMedian) {
            faults.add("max_median", "is %s, below min_median (%s)", maxMedian, minMedian);
        }
    }

    @Override
    public Class<? extends Enum<?>> reasons() {
        return Reason.class;
    }

    @Override
    public List<Signal> signals() {
        return List.of(MEAN, MEDIAN);
    }

    @Override
    public List<Threshold> thresholds() {
        return new Bounds()
                .min(MEAN, "min_mean", minMean, Reason.MEAN_OUT_OF_RANGE)
                .max(MEAN, "max_mean", maxMean, Reason.MEAN_OUT_OF_RANGE)
                .min(MEDIAN, "min_median", minMedian, Reason.MEDIAN_OUT_OF_RANGE)
                .max(MEDIAN, "max_median", maxMedian, Reason.MEDIAN_OUT_OF_RANGE)
                .thresholds();
    }

    @Override
    public Judge open(Resources resources) {
        return this::judge;
    }

    private Verdict judge(Document document, Values measured) {
        WordLengths lengths = tokenizer == Tokenizer.WHITESPACE
                ? WordLengths.betweenSpaces(document)
                : WordLengths.of(tokenizer.tokens(document));
        if (lengths.words() == 0) {
            return Verdict.KEEP;
        }
        RuleCheck check = new RuleCheck(measured);
        check.within(MEAN, lengths.mean(), minMean, maxMean, Reason.MEAN_OUT_OF_RANGE);
        double median = lengths.knowsMedian() ? lengths.median() : exactMedian(tokenizer.tokens(document));
        check.within(MEDIAN, median, minMedian, maxMedian, Reason.MEDIAN_OUT_OF_RANGE);
        return check.verdict();
    }

    private static double exactMedian(Tokens words) {
        int[] lengths = new int[words.size()];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = words.length(i);
        }
        Arrays.sort(lengths);
        return (lengths[(lengths.length - 1) / 2] + lengths[lengths.length / 2]) / 2.0;
    }
}
