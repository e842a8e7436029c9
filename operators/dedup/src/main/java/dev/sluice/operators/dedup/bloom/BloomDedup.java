package dev.sluice.operators.dedup.bloom;

import dev.sluice.operators.Faults;
import dev.sluice.operators.Filter;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Verdict;
import dev.sluice.operators.dedup.Content;
import dev.sluice.operators.dedup.Normalise;
import dev.sluice.operators.dedup.text.UrlDifference;
import java.util.List;

/**
 * Removes documents that an earlier run saw, by the Bloom filters that {@code bloom_filter} left there.
 *
 * <p>A Bloom filter knows a set of documents by a few bits for each. No known document gets through; of new ones about
 * the share is dropped that the filters were made for, {@code false_positives} of each added up, as long as no more
 * items were added than they were made for.
 *
 * <p>The filters are finished and only read, so the verdict on a document depends on nothing else, whatever the order
 * and the parallelism: duplicates inside the run are the business of {@code exact_dedup}. Files are mapped into memory,
 * once a machine. They carry a checksum of each 16 KiB, so that a run stops at a damaged one where it would have judged by
 * it.
 */
@Operator.Info(
        name = "bloom_dedup",
        since = "0.1",
        summary = "Removes documents that earlier runs saw, by Bloom filters.",
        source = "Bloom, Space/Time Trade-offs in Hash Coding with Allowable Errors, 1970; RedPajama-V2 and Dolma"
                + " remove documents in this way",
        cost = Operator.Cost.CHEAP)
public record BloomDedup(
        @Param(
                doc = "Filters that bloom_filter made, with the same field, normalise and url_distinguish.",
                asset = true)
        List<String> history,

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

        @Param(doc = "Whether documents with nothing to compare always stay.", def = "true")
        boolean skipEmpty,

        @Param(doc = "Whether to mark known documents instead of removing them.", def = "false")
        boolean annotate)
        implements Filter {

    /** Why documents are dropped. */
    public enum Reason {
        /** An earlier run saw the document. */
        IN_HISTORY
    }

    private static final Signal SEEN = Signal.flag("seen", "whether a filter knows the document");

    public BloomDedup {
        history = List.copyOf(history);
        field = List.copyOf(field);
        urlDistinguish = List.copyOf(urlDistinguish);
    }

    @Override
    public void check(Faults faults) {
        Content.check(normalise, urlDistinguish, faults);
        if (history.isEmpty()) {
            faults.add("history", "is empty: nothing would be compared");
        }
    }

    @Override
    public List<Signal> signals() {
        return List.of(SEEN);
    }

    @Override
    public Class<? extends Enum<?>> reasons() {
        return Reason.class;
    }

    @Override
    public Judge open(Resources resources) {
        Content content = new Content(field, normalise, urlDistinguish, skipEmpty);
        List<StoredBloom> filters = history.stream()
                .map(name -> StoredBloom.open(resources.asset(name), content))
                .toList();
        return (document, measured) -> {
            long[] key = content.key(document);
            boolean seen = key != null && filters.stream().anyMatch(filter -> filter.mayContain(key[0], key[1]));
            measured.set(SEEN, seen);
            return seen && !annotate ? Verdict.drop(Reason.IN_HISTORY) : Verdict.KEEP;
        };
    }
}
