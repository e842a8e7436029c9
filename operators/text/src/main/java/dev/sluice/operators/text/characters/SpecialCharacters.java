package dev.sluice.operators.text.characters;

import dev.sluice.operators.Faults;
import dev.sluice.operators.Filter;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Threshold;
import dev.sluice.operators.Verdict;
import dev.sluice.text.CodePointSet;
import dev.sluice.text.Length;
import java.util.List;

/**
 * Keeps documents whose share of special characters among all characters (code points) lies within bounds. Special are
 * the ASCII punctuation, digits, white space, a list of further symbols, and emoji of one code point, as in
 * Data-Juicer; white space alone makes up about 0.15 of English prose. An empty text has a share of 0.
 *
 * <p>The default is Data-Juicer's. Its published recipes keep 0.15 to 0.35 of CC-2023-06 and up to 0.4 of C4.
 */
@Operator.Info(
        name = "special_characters",
        since = "0.1",
        summary = "Keeps documents whose share of special characters lies within bounds.",
        source = "Data-Juicer's special_characters_filter",
        cost = Operator.Cost.CHEAP)
public record SpecialCharacters(
        @Param(
                doc =
                        "Least share of special characters among all characters (code points): punctuation, digits, white space, symbols and emoji.",
                def = "0",
                min = 0,
                max = 1)
        double minRatio,

        @Param(doc = "Largest share of them.", def = "0.25", min = 0, max = 1, main = true)
        double maxRatio)
        implements Filter {

    /** Why documents are dropped. */
    public enum Reason {
        /** A smaller share than {@code min_ratio}. */
        TOO_FEW_SPECIAL_CHARACTERS,
        /** A larger share than {@code max_ratio}. */
        TOO_MANY_SPECIAL_CHARACTERS
    }

    private static final Signal RATIO =
            Signal.number("ratio", "share of characters, 0 to 1", "share of characters that are special");

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
                Threshold.min(RATIO, "min_ratio", minRatio, Reason.TOO_FEW_SPECIAL_CHARACTERS),
                Threshold.max(RATIO, "max_ratio", maxRatio, Reason.TOO_MANY_SPECIAL_CHARACTERS));
    }

    @Override
    public Judge open(Resources resources) {
        CodePointSet special = CodePointSet.dataJuicerSpecial();
        return (document, measured) -> {
            int length = Length.of(document);
            int count = special.count(document.text());
            double ratio = length == 0 ? 0 : (double) count / length;
            measured.set(RATIO, ratio);
            return ratio < minRatio
                    ? Verdict.drop(Reason.TOO_FEW_SPECIAL_CHARACTERS)
                    : Verdict.dropIf(ratio > maxRatio, Reason.TOO_MANY_SPECIAL_CHARACTERS);
        };
    }
}
