package dev.sluice.operators.text.length;

import dev.sluice.operators.Faults;
import dev.sluice.operators.Filter;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Threshold;
import dev.sluice.operators.Verdict;
import dev.sluice.text.Length;
import dev.sluice.text.Pieces;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps documents whose mean and longest line lie within bounds: lists, menus and tables have short lines, minified
 * code and encoded data very long ones.
 *
 * <p>Lines are those of Python's {@code str.splitlines}; characters are code points. The mean is that of all characters
 * of the text, line breaks included, over the number of lines. A text without lines has a mean and a longest line of 0.
 *
 * <p>Nothing is limited by default; Data-Juicer's defaults are {@code min_mean: 10} and {@code min_longest: 10}. Its
 * recipes keep means up to 3000 and lines up to 4000 characters of C4, and up to 1500 and 5000 of CC-2023-06; for
 * source code, as in RedPajama-V1, up to 100 and 1000.
 */
@Operator.Info(
        name = "line_length",
        since = "0.1",
        summary = "Keeps documents whose mean and longest line lie within bounds.",
        source = "Data-Juicer's average_line_length_filter and maximum_line_length_filter",
        cost = Operator.Cost.CHEAP)
public record LineLength(
        @Param(doc = "Least mean length of a line in characters; absent means no bound.", min = 0) @Nullable Double minMean,

        @Param(doc = "Largest mean length; absent means no bound.", min = 0) @Nullable Double maxMean,

        @Param(doc = "Least length of the longest line in characters; absent means no bound.", min = 0) @Nullable Integer minLongest,

        @Param(doc = "Largest length of the longest line; absent means no bound.", min = 0) @Nullable Integer maxLongest)
        implements Filter {

    /** Why documents are dropped. */
    public enum Reason {
        /** A mean below {@code min_mean}. */
        LINES_TOO_SHORT,
        /** A mean above {@code max_mean}. */
        LINES_TOO_LONG,
        /** No line as long as {@code min_longest}. */
        NO_LONG_LINE,
        /** A line longer than {@code max_longest}. */
        LINE_TOO_LONG
    }

    private static final Signal MEAN =
            Signal.number("mean", "characters per line", "characters of the text over its lines");
    private static final Signal LONGEST = Signal.count("longest", "characters", "characters of the longest line");

    @Override
    public void check(Faults faults) {
        if (minMean != null && maxMean != null && maxMean < minMean) {
            faults.add("max_mean", "is %s, below min_mean (%s)", maxMean, minMean);
        }
        if (minLongest != null && maxLongest != null && maxLongest < minLongest) {
            faults.add("max_longest", "is %d, below min_longest (%d)", maxLongest, minLongest);
        }
    }

    @Override
    public Class<? extends Enum<?>> reasons() {
        return Reason.class;
    }

    @Override
    public List<Signal> signals() {
        return List.of(MEAN, LONGEST);
    }

    @Override
    public List<Threshold> thresholds() {
        List<Threshold> thresholds = new ArrayList<>();
        if (minMean != null) {
            thresholds.add(Threshold.min(MEAN, "min_mean", minMean, Reason.LINES_TOO_SHORT));
        }
        if (maxMean != null) {
            thresholds.add(Threshold.max(MEAN, "max_mean", maxMean, Reason.LINES_TOO_LONG));
        }
        if (minLongest != null) {
            thresholds.add(Threshold.min(LONGEST, "min_longest", minLongest, Reason.NO_LONG_LINE));
        }
        if (maxLongest != null) {
            thresholds.add(Threshold.max(LONGEST, "max_longest", maxLongest, Reason.LINE_TOO_LONG));
        }
        return thresholds;
    }

    @Override
    public Judge open(Resources resources) {
        double leastMean = minMean == null ? Double.NEGATIVE_INFINITY : minMean;
        double mostMean = maxMean == null ? Double.POSITIVE_INFINITY : maxMean;
        int leastLongest = minLongest == null ? 0 : minLongest;
        int mostLongest = maxLongest == null ? Integer.MAX_VALUE : maxLongest;
        return (document, measured) -> {
            Pieces lines = Pieces.splitlines(document);
            int longest = longest(document.text(), lines, Length.isFlat(document));
            double mean = lines.size() == 0 ? 0 : (double) Length.of(document) / lines.size();
            measured.set(MEAN, mean);
            measured.set(LONGEST, longest);
            if (mean < leastMean) {
                return Verdict.drop(Reason.LINES_TOO_SHORT);
            }
            if (mean > mostMean) {
                return Verdict.drop(Reason.LINES_TOO_LONG);
            }
            return longest < leastLongest
                    ? Verdict.drop(Reason.NO_LONG_LINE)
                    : Verdict.dropIf(longest > mostLongest, Reason.LINE_TOO_LONG);
        };
    }

    private static int longest(String text, Pieces lines, boolean flat) {
        int longest = 0;
        for (int i = 0; i < lines.size(); i++) {
            int units = lines.end(i) - lines.start(i);
            if (units > longest) {
                longest = Math.max(longest, flat ? units : text.codePointCount(lines.start(i), lines.end(i)));
            }
        }
        return longest;
    }
}
