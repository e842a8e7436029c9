package dev.sluice.operators.models.linear;

import dev.sluice.operators.Faults;
import dev.sluice.operators.Filter;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Threshold;
import dev.sluice.operators.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Scores texts with a linear classifier that {@code sluice train-classifier} made from positive and negative examples,
 * and keeps those within bounds. A score is the probability that a text is like the positive examples, if both kinds
 * were equally frequent: at 0.5 the model is undecided. Without bounds it only measures.
 */
@Operator.Info(
        name = "linear_classifier",
        since = "0.1",
        summary = "Scores texts with a trained linear classifier and keeps those within bounds.",
        source = "logistic regression over hashed n-grams, after Brown et al., 2020, appendix A",
        cost = Operator.Cost.MODERATE)
public record LinearClassifier(
        @Param(doc = "The classifier, a file of `sluice train-classifier`.", main = true, asset = true)
        String model,

        @Param(doc = "Least score of a kept document; absent means no bound.", min = 0, max = 1) @Nullable Double minScore,

        @Param(doc = "Largest score of a kept document; absent means no bound.", min = 0, max = 1) @Nullable Double maxScore)
        implements Filter {

    /** Why documents are dropped. */
    public enum Reason {
        /** The score is below {@code min_score}. */
        LOW_SCORE,
        /** The score is above {@code max_score}. */
        HIGH_SCORE
    }

    private static final Signal SCORE =
            Signal.number("score", "probability, 0 to 1", "probability that the text is like the positive examples");

    @Override
    public void check(Faults faults) {
        if (minScore != null && maxScore != null && minScore > maxScore) {
            faults.report("max_score", "is " + maxScore + ", below min_score (" + minScore + ")");
        }
    }

    @Override
    public Class<? extends Enum<?>> reasons() {
        return Reason.class;
    }

    @Override
    public List<Signal> signals() {
        return List.of(SCORE);
    }

    @Override
    public List<Threshold> thresholds() {
        List<Threshold> thresholds = new ArrayList<>();
        if (minScore != null) {
            thresholds.add(Threshold.min(SCORE, "min_score", minScore, Reason.LOW_SCORE));
        }
        if (maxScore != null) {
            thresholds.add(Threshold.max(SCORE, "max_score", maxScore, Reason.HIGH_SCORE));
        }
        return thresholds;
    }

    @Override
    public Judge open(Resources resources) {
        LinearModel.Scorer scorer = LinearModel.open(resources.asset(model)).scorer();
        return (document, measured) -> {
            double score = scorer.score(document.text());
            measured.set(SCORE, score);
            if (minScore != null && score < minScore) {
                return Verdict.drop(Reason.LOW_SCORE);
            }
            return Verdict.dropIf(maxScore != null && score > maxScore, Reason.HIGH_SCORE);
        };
    }
}
