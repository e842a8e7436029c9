package dev.sluice.operators.dedup;

import dev.sluice.operators.Decision;
import dev.sluice.operators.Signal;
import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of the members of a group of duplicates.
 *
 * @param keep which one stays
 * @param annotate whether all stay and are only marked
 * @param reason why the others are dropped
 * @param inIndex why they are dropped where a document of an earlier run stays
 */
public record Ruling(Keep keep, boolean annotate, Enum<?> reason, Enum<?> inIndex) {
    /** Where no document of an earlier run can stay. */
    public Ruling(Keep keep, boolean annotate, Enum<?> reason) {
        this(keep, annotate, reason, reason);
    }

    /** Id of the first document of the cluster in input order. */
    private static final Signal CLUSTER =
            Signal.label("cluster", "id of the first document of the cluster of duplicates; absent outside clusters");

    /** Id of the document of the cluster that stays. */
    private static final Signal SURVIVOR = Signal.label("survivor", "id of the document of the cluster that stays");

    /** Where the document that stays lies, if not in this run. */
    private static final Signal SURVIVOR_INDEX = Signal.label(
            "survivor_index",
            "the index of an earlier run that holds the document that stays, as in against; absent where it is one of this run");

    /** Number of documents of the cluster. */
    private static final Signal CLUSTER_SIZE = Signal.count(
            "cluster_size", "documents", "documents in the cluster of duplicates, with the one that stays");

    /** Whether the document is its cluster's survivor; said where duplicates are marked and all stay. */
    private static final Signal KEPT = Signal.flag(
            "kept", "whether the document is its cluster's survivor; set with annotate: true, absent outside clusters");

    /** Similarity to the survivor. */
    private static final Signal SIMILARITY = Signal.number(
            "similarity",
            "Jaccard similarity, 0 to 1",
            "Jaccard similarity to the document that stays, 0 to 1: an estimate (verify: sketch) or the true one of two"
                    + " documents that were compared, absent where they were not (verify: exact)");

    /**
     * What a deduplicator sets on members of clusters.
     *
     * @param annotate whether all stay and are only marked
     * @param measured whether similarities to survivors are known
     * @param indexed whether documents of earlier runs may stay
     */
    public static List<Signal> signals(boolean annotate, boolean measured, boolean indexed) {
        List<Signal> signals = new ArrayList<>(List.of(CLUSTER, SURVIVOR, CLUSTER_SIZE));
        if (annotate && indexed) {
            signals.add(SURVIVOR_INDEX);
        }
        if (annotate) {
            signals.add(KEPT);
        }
        if (measured) {
            signals.add(SIMILARITY);
        }
        return List.copyOf(signals);
    }

    /** The decision about one member of a group of two or more. */
    public Decision about(long locator, Decision.Match match) {
        boolean stays = annotate || (keep != Keep.NONE && locator == match.survivor());
        return stays
                ? Decision.keep(locator, match)
                : Decision.drop(locator, match.isEarlier() ? inIndex : reason, match);
    }
}
