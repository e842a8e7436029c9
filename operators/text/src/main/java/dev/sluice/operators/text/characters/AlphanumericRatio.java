package dev.sluice.operators.text.characters;

import dev.sluice.operators.Faults;
import dev.sluice.operators.Filter;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Threshold;
import dev.sluice.operators.Verdict;
import dev.sluice.text.Chars;
import dev.sluice.text.Length;
import java.util.List;

/**
 * Keeps documents whose share of letters and numbers among all characters lies within bounds. Prose is mostly letters;
 * tables, markup, source code and encoded data have fewer.
 *
 * <p>Characters are code points. Letters and numbers are those for which Python's {@code str.isalnum} holds: general
 * categories L* and N*, and some ideographs that stand for numbers. An empty text has a share of 0.
 *
 * <p>The default of {@code min_ratio} is Data-Juicer's. Its published recipes are stricter: 0.65 to 0.9 for C4, 0.7508
 * to 0.8591 for the crawl CC-2023-06.
 */
@Operator.Info(
        name = "alphanumeric_ratio",
        since = "0.1",
        summary = "Keeps documents whose share of letters and numbers lies within bounds.",
        source = "Data-Juicer's alphanumeric_filter, without tokenizer",
        cost = Operator.Cost.CHEAP)
public record AlphanumericRatio(
        @Param(
                doc = "Least share of letters and numbers among all characters (code points).",
                def = "0.25",
                min = 0,
                max = 1,
                main = true)
        double minRatio,

        @Param(doc = "Largest share of them.", def = "1", min = 0, max = 1)
        double maxRatio)
        implements Filter {

    /** Why documents are dropped. */
    public enum Reason {
        /** A smaller share than {@code min_ratio}. */
        TOO_FEW_ALPHANUMERIC,
        /** A larger share than {@code max_ratio}. */
        TOO_MANY_ALPHANUMERIC
    }

    private static final Signal RATIO =
            Signal.number("ratio", "share of characters, 0 to 1", "share of characters that are letters or numbers");

    @Override
    public void check(Faults faults) {
        if (maxRatio < minRatio) {
            faults.add("max_ratio", "is %s, below min_ratio (%s)", maxRatio, minRatio);
        }
    }

    @Override
    public Class<? extends Enum<?>> reasons() {
        return Reason.class;
    }

    @Override
    public List<Signal> signals() {
        return List.of(RATIO);
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(
                Threshold.min(RATIO, "min_ratio", minRatio, Reason.TOO_FEW_ALPHANUMERIC),
                Threshold.max(RATIO, "max_ratio", maxRatio, Reason.TOO_MANY_ALPHANUMERIC));
    }

    @Override
    public Judge open(Resources resources) {
        return (document, measured) -> {
            int length = Length.of(document);
            int count = Chars.countAlphanumeric(document.text());
            double ratio = length == 0 ? 0 : (double) count / length;
            measured.set(RATIO, ratio);
            return ratio < minRatio
                    ? Verdict.drop(Reason.TOO_FEW_ALPHANUMERIC)
                    : Verdict.dropIf(ratio > maxRatio, Reason.TOO_MANY_ALPHANUMERIC);
        };
    }
}
