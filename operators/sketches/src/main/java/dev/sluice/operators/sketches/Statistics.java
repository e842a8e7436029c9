package dev.sluice.operators.sketches;

import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Sketch;
import java.util.List;

/**
 * Describes the documents that pass: how many and how long they are, how their signals are distributed, how many are
 * distinct and where they come from. Removes nothing.
 *
 * <p>The run's report and {@code __sluice/portrait/STEP.json} hold, under the step's name:
 *
 * <ul>
 *   <li>{@code documents}: number of documents.
 *   <li>{@code lengths}: the distribution of their lengths in {@code characters} (code points), {@code words} (between
 *       white space), {@code lines} and {@code bytes} of UTF-8.
 *   <li>{@code signals}: the distribution of every signal that steps before measured, by name. A signal that has both
 *       whole numbers and fractions shows the former under its name with {@code :whole}.
 *   <li>{@code distinct}: estimated numbers of different {@code documents} (by text), {@code hosts} and {@code domains}
 *       (registered domains of the field {@code url_field}), with bounds at two standard deviations ({@code low2},
 *       {@code high2}).
 *   <li>{@code by}: of each name in the parameter, how often each of its values occurs ({@code values}), of {@code
 *       total} occurrences; {@code complete} is false where there were more than 10,000 values, {@code overflow} then
 *       counts occurrences of values that are not held.
 *   <li>{@code domains}: the same for registered domains, of which the 100 most frequent are shown.
 *   <li>{@code overlap}: estimated number of different texts by the Theta sketch that is kept with {@code overlap: true}.
 * </ul>
 *
 * <p>A distribution has {@code n} (documents that have the value), {@code sum}, {@code mean}, {@code min}, {@code max},
 * percentiles ({@code p50} is the median) and {@code buckets} of a lower end, an upper end and a count; {@code scale} is
 * 1,000,000 where fractions were counted as millionths.
 *
 * <p>Every number depends on the set of documents alone: counts and histograms add up, fractions are summed as
 * millionths, distinct counts come from unions of CPC sketches. Memory: a few hundred KB, and up to 20 MB where documents
 * come from more than 100,000 domains.
 */
@Operator.Info(
        name = "statistics",
        since = "0.1",
        summary = "Describes the documents that pass: counts, lengths, signals, distinct documents and domains.",
        source = "CPC and Theta sketches of Apache DataSketches",
        cost = Operator.Cost.MODERATE)
public record Statistics(
        @Param(
                doc = "Labels, signals or fields (field.NAME) of few values, each of which is counted; of more"
                        + " than 10,000 values a sample is kept.",
                def = "[]",
                names = Param.Names.VALUE)
        List<String> by,

        @Param(doc = "Field that holds the address a document comes from.", def = "url", names = Param.Names.FIELD)
        String urlField,

        @Param(
                doc = "Whether to keep a Theta sketch of the contents, up to 131 KB, from which the overlap with"
                        + " other collections can be estimated.",
                def = "false")
        boolean overlap)
        implements Sketch {
    public Statistics {
        by = List.copyOf(by);
    }

    @Override
    public Summary create(Resources resources) {
        return new StatisticsSummary(this);
    }

    @Override
    public Summary read(byte[] stored) {
        return StatisticsSummary.read(this, stored);
    }
}
