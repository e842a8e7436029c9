package dev.sluice.operators.dedup;

import dev.sluice.operators.Decision;
import dev.sluice.operators.Signal;
import java.util.List;

/**
 * What becomes of the members of a group of duplicates.
 *
 * @param keep which one stays
 * @param annotate whether all stay and are only marked
 * @param reason why the others are dropped
 */
public record Ruling(Keep keep, boolean annotate, Enum<?> reason) {
    /** Id of the first document of the group in input order. */
    public static final Signal GROUP = Signal.label("group", "id of the first document of the group of duplicates");

    /** Id of the document of the group that stays. */
    public static final Signal SURVIVOR = Signal.label("survivor", "id of the document of the group that stays");

    /** Number of documents of the group. */
    public static final Signal SIZE = Signal.count("size", "documents in the group of duplicates");

    /** Similarity to the survivor. */
    public static final Signal SIMILARITY =
            Signal.number("similarity", "estimated Jaccard similarity to the document that stays, 0 to 1");

    /** What every deduplicator sets on members of groups. */
    public static final List<Signal> SIGNALS = List.of(GROUP, SURVIVOR, SIZE);

    /** The decision about one member of a group of two or more. */
    public Decision about(long locator, Decision.Match match) {
        boolean stays = annotate || (keep != Keep.NONE && locator == match.survivor());
        return stays ? Decision.keep(locator, match) : Decision.drop(locator, reason, match);
    }
}
