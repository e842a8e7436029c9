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
                def = "[]")
        List<String> by,

        @Param(doc = "Field that holds the address a document comes from.", def = "url")
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
