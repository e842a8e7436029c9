package dev.sluice.operators.text.words;

import dev.sluice.operators.Faults;
import dev.sluice.operators.Filter;
import dev.sluice.operators.Hashing;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Threshold;
import dev.sluice.operators.Verdict;
import dev.sluice.text.Occurrences;
import java.util.List;

/**
 * Keeps documents in which the share of repeated word n-grams lies within bounds: occurrences of n-grams that occur
 * more than once, over all occurrences.
 *
 * <p>Words are Data-Juicer's: pieces between spaces, tabs and line feeds, without the punctuation, digits, symbols and
 * emoji at their ends, in lower case. A text of fewer words than n has a share of 0.
 *
 * <p>The defaults are Data-Juicer's. Its published recipes allow 0.231 for C4 and 0.2962 for CC-2023-06, after BLOOM
 * 0.19 of sequences of 5 words.
 */
@Operator.Info(
        name = "word_repetition",
        since = "0.1",
        summary = "Keeps documents whose share of repeated word n-grams lies within bounds.",
        source = "Data-Juicer's word_repetition_filter, without tokenizer",
        cost = Operator.Cost.MODERATE)
public record WordRepetition(
        @Param(doc = "Least share of repeated n-grams.", def = "0", min = 0, max = 1)
        double minRatio,

        @Param(doc = "Largest share of repeated n-grams.", def = "0.5", min = 0, max = 1, main = true)
        double maxRatio,

        @Param(doc = "Words an n-gram.", def = "10", min = 1, max = 1000)
        int n)
        implements Filter {

    /** Why documents are dropped. */
    public enum Reason {
        /** A smaller share than {@code min_ratio}. */
        TOO_LITTLE_REPETITION,
        /** A larger share than {@code max_ratio}. */
        TOO_MUCH_REPETITION
    }

    private static final Signal RATIO =
            Signal.number("ratio", "share of n-grams, 0 to 1", "share of word n-grams that occur more than once");
    private static final long FACTOR = 0x9e3779b97f4a7c15L;

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
                Threshold.min(RATIO, "min_ratio", minRatio, Reason.TOO_LITTLE_REPETITION),
                Threshold.max(RATIO, "max_ratio", maxRatio, Reason.TOO_MUCH_REPETITION));
    }

    @Override
    public Judge open(Resources resources) {
        Occurrences seen = new Occurrences();
        long first = 1; // what a hash is multiplied by until it leaves the window
        for (int i = 1; i < n; i++) {
            first *= FACTOR;
        }
        long leaving = first;
        return (document, measured) -> {
            double ratio = ratio(StrippedWords.lowerCase(document), seen, leaving);
            measured.set(RATIO, ratio);
            return ratio < minRatio
                    ? Verdict.drop(Reason.TOO_LITTLE_REPETITION)
                    : Verdict.dropIf(ratio > maxRatio, Reason.TOO_MUCH_REPETITION);
        };
    }

    private double ratio(StrippedWords words, Occurrences seen, long leaving) {
        int grams = words.size() - n + 1;
        if (grams <= 0) {
            return 0;
        }
        seen.begin(grams);
        boolean[] again = new boolean[grams];
        long[] hashes = words.hashes();
        long repeated = 0;
        long hash = 0;
        for (int i = 0; i < words.size(); i++) {
            if (i >= n) {
                hash -= hashes[i - n] * leaving;
            }
            hash = hash * FACTOR + hashes[i];
            int gram = i - n + 1;
            if (gram >= 0) {
                int earliest = seen.first(Hashing.mix(hash), gram);
                if (earliest != gram) {
                    repeated += again[earliest] ? 1 : 2; // the first occurrence counts when the second comes
                    again[earliest] = true;
                }
            }
        }
        return (double) repeated / grams;
    }
}
