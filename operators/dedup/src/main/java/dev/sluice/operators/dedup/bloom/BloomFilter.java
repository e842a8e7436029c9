package dev.sluice.operators.dedup.bloom;

import dev.sluice.operators.Faults;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Sketch;
import dev.sluice.operators.dedup.Content;
import dev.sluice.operators.dedup.Normalise;
import dev.sluice.operators.dedup.text.UrlDifference;
import java.util.List;

/**
 * Remembers the documents that pass in a Bloom filter, for {@code bloom_dedup} in later runs. Removes nothing. The run
 * leaves the filter as {@code __sluice/portrait/STEP.sketch}.
 *
 * <p>Its hash functions are fixed, so filters of one size are merged bit by bit, those of several runs by {@code sluice
 * merge-filters}, and a filter depends on the set of documents alone. As long as the keys, 16 bytes each, take less room than the bits it holds the keys, and has no false
 * positives at all. Memory: never more than twice the bits, {@code items * 1.44 * log2(1 / false_positives)}: 1.8 MB for
 * a million items at 0.001.
 *
 * <p>The run's report shows {@code items}, documents remembered (estimated from the bits that are set, once there are
 * bits); {@code bits}, the size of the filter; {@code hashes}, bits that are set for each document; {@code fill}, the share
 * of bits that are set, 0 to 1; and {@code false_positives}, the share of documents never added that the filter as it is
 * takes for known. A filter that holds more than its {@code items} takes more documents for known than {@code
 * false_positives} promises.
 */
@Operator.Info(
        name = "bloom_filter",
        since = "0.1",
        summary = "Remembers the documents that pass in a Bloom filter, for later runs.",
        source = "Bloom, Space/Time Trade-offs in Hash Coding with Allowable Errors, 1970; keys are the 128-bit"
                + " MurmurHash3 of the normalised text, bits are chosen by enhanced double hashing",
        cost = Operator.Cost.CHEAP)
public record BloomFilter(
        @Param(doc = "Documents that the filter is made for, this and later ones.", min = 1)
        long items,

        @Param(
                doc = "Share of documents never added that a full filter takes for known.",
                def = "0.001",
                min = 1e-12,
                max = 0.5)
        double falsePositives,

        @Param(
                doc =
                        "What to compare: text, or fields (field.NAME, inner ones as field.A.B) or labels. Of several, the"
                                + " normal forms are joined by U+0000; what a document lacks is empty.",
                def = "text",
                min = 1,
                names = Param.Names.CONTENT)
        List<String> field,

        @Param(doc = "What of it counts.", def = "none") Normalise normalise,

        @Param(doc = "Differences between addresses that count in spite of normalise: url.", def = "[]")
        List<UrlDifference> urlDistinguish,

        @Param(doc = "Whether documents with nothing to compare are left out.", def = "true")
        boolean skipEmpty)
        implements Sketch {
    private static final long MAX_BITS = 1L << 33;

    public BloomFilter {
        field = List.copyOf(field);
        urlDistinguish = List.copyOf(urlDistinguish);
    }

    @Override
    public void check(Faults faults) {
        Content.check(normalise, urlDistinguish, faults);
        if (items > 0 && falsePositives > 0 && falsePositives < 1) {
            double bits = -items * Math.log(falsePositives) / (Math.log(2) * Math.log(2));
            if (bits > MAX_BITS) {
                faults.add(
                        "items",
                        "is %d, which needs %.0f bits; a filter has at most 2^33: make one for each part of the collection",
                        items,
                        bits);
            }
        }
    }

    private BloomSize size() {
        return BloomSize.of(items, falsePositives);
    }

    private Content content() {
        return new Content(field, normalise, urlDistinguish, skipEmpty);
    }

    @Override
    public Summary create(Resources resources) {
        return new BloomSummary(size(), content());
    }

    @Override
    public Summary read(byte[] stored) {
        return BloomSummary.read(size(), content(), stored);
    }
}
