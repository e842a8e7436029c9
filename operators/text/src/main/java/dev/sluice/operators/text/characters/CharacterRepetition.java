package dev.sluice.operators.text.characters;

import dev.sluice.operators.Faults;
import dev.sluice.operators.Filter;
import dev.sluice.operators.Hashing;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Threshold;
import dev.sluice.operators.Verdict;
import dev.sluice.text.Length;
import dev.sluice.text.Occurrences;
import java.util.Arrays;
import java.util.List;

/**
 * Keeps documents in which the share of repeated character n-grams lies within bounds: boilerplate, spam and machine
 * output repeat long sequences of characters.
 *
 * <p>Of d different n-grams the most frequent ones are taken, as many as the square root of d but no more than occur
 * more than once; the share is their occurrences over all occurrences. Characters are code points; a text of fewer than
 * n has a share of 0.
 *
 * <p>The defaults are Data-Juicer's. Its published recipes for C4 and Common Crawl allow 0.3, its recipe after BLOOM
 * 0.106.
 */
@Operator.Info(
        name = "character_repetition",
        since = "0.1",
        summary = "Keeps documents whose share of repeated character n-grams lies within bounds.",
        source = "Data-Juicer's character_repetition_filter, after the BigScience ROOTS corpus",
        cost = Operator.Cost.MODERATE)
public record CharacterRepetition(
        @Param(doc = "Least share of repeated n-grams.", def = "0", min = 0, max = 1)
        double minRatio,

        @Param(doc = "Largest share of repeated n-grams.", def = "0.5", min = 0, max = 1, main = true)
        double maxRatio,

        @Param(doc = "Characters an n-gram.", def = "10", min = 1, max = 1000)
        int n)
        implements Filter {

    /** Why documents are dropped. */
    public enum Reason {
        /** A smaller share than {@code min_ratio}. */
        TOO_LITTLE_REPETITION,
        /** A larger share than {@code max_ratio}. */
        TOO_MUCH_REPETITION
    }

    private static final Signal RATIO = Signal.number(
            "ratio",
            "share of n-grams, 0 to 1",
            "share of character n-grams that the most frequent repeated ones make up");
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
        long first = 1;
        for (int i = 1; i < n; i++) {
            first *= FACTOR;
        }
        long leaving = first;
        return (document, measured) -> {
            double ratio = ratio(document.text(), Length.of(document), seen, leaving);
            measured.set(RATIO, ratio);
            return ratio < minRatio
                    ? Verdict.drop(Reason.TOO_LITTLE_REPETITION)
                    : Verdict.dropIf(ratio > maxRatio, Reason.TOO_MUCH_REPETITION);
        };
    }

    private double ratio(String text, int characters, Occurrences seen, long leaving) {
        int grams = characters - n + 1;
        if (grams <= 0) {
            return 0;
        }
        seen.begin(grams);
        int[] counts = new int[grams];
        int different = 0;
        long hash = 0;
        int tail = 0;
        int gram = 1 - n;
        for (int i = 0; i < text.length(); gram++) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (gram > 0) {
                int left = text.codePointAt(tail);
                tail += Character.charCount(left);
                hash -= left * leaving;
            }
            hash = hash * FACTOR + c;
            if (gram >= 0) {
                int earliest = seen.first(Hashing.mix(hash), gram);
                counts[earliest]++;
                different += earliest == gram ? 1 : 0;
            }
        }
        return (double) mostFrequent(counts, different) / grams;
    }

    private static long mostFrequent(int[] counts, int different) {
        int[] repeated =
                Arrays.stream(counts).filter(count -> count > 1).sorted().toArray();
        int taken = Math.min((int) Math.sqrt(different), repeated.length);
        long sum = 0;
        for (int i = repeated.length - taken; i < repeated.length; i++) {
            sum += repeated[i];
        }
        return sum;
    }
}
