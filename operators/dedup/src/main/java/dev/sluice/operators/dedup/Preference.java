package dev.sluice.operators.dedup;

import dev.sluice.operators.Document;
import dev.sluice.operators.Faults;
import dev.sluice.text.Length;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which document of a group of duplicates stays, with all that the choice needs to know.
 *
 * @param keep the rule
 * @param scoreField name of a signal or field, for rules of scores: a number, a number in a string, or a date in ISO 8601, of
 *     which later is higher; else null
 * @param sourceField name of the label or field that names a document's source, for {@link Keep#FIRST_OF_SOURCE}; else null
 * @param sourceOrder sources in order of preference, for the same rule; else empty
 */
public record Preference(
        Keep keep, @Nullable String scoreField, @Nullable String sourceField, List<String> sourceOrder) {

    public Preference {
        sourceOrder = List.copyOf(sourceOrder);
    }

    /**
     * Reports what contradicts.
     *
     * @param annotate whether duplicates are marked instead of removed
     */
    public void check(boolean annotate, Faults faults) {
        if (keep.scores() && scoreField == null) {
            faults.add(
                    "score_field",
                    "is missing: keep: %s needs to know the score",
                    keep.name().toLowerCase(Locale.ROOT));
        }
        if (!keep.scores() && scoreField != null) {
            faults.add("score_field", "is only used with keep: best and keep: lowest");
        }
        boolean sources = keep == Keep.FIRST_OF_SOURCE;
        if (sources && sourceField == null) {
            faults.add("source_field", "is missing: keep: first_of_source needs to know what names the source");
        }
        if (sources && sourceOrder.isEmpty()) {
            faults.add("source_order", "is missing: keep: first_of_source needs to know which source comes first");
        }
        if (!sources && sourceField != null) {
            faults.add("source_field", "is only used with keep: first_of_source");
        }
        if (!sources && !sourceOrder.isEmpty()) {
            faults.add("source_order", "is only used with keep: first_of_source");
        }
        if (new HashSet<>(sourceOrder).size() < sourceOrder.size()) {
            faults.add("source_order", "names a source twice");
        }
        if (keep == Keep.NONE && annotate) {
            faults.add("annotate", "marks the one that stays, but keep: none keeps none");
        }
    }

    /**
     * A number that is smaller for better documents, where {@link Keep#ranks}. A missing or infinite score ranks last, and so
     * does a missing source, behind sources without a place in the order.
     *
     * @param locator where the document stands
     */
    public long rank(Document document, long locator) {
        return switch (keep) {
            case LONGEST -> -(long) Length.of(document);
            case LAST -> -locator;
            case BEST -> rank(score(document));
            case LOWEST -> rank(-score(document));
            case FIRST_OF_SOURCE -> place(sourceField == null ? null : document.value(sourceField));
            case SMALLEST_ID, NONE -> throw new IllegalStateException(keep + " ranks nothing");
        };
    }

    private double score(Document document) {
        return scoreField == null ? Double.NaN : Scores.of(document.value(scoreField));
    }

    private int place(@Nullable Object source) {
        int place = source == null ? -1 : sourceOrder.indexOf(source.toString());
        return place >= 0 ? place : sourceOrder.size() + (source == null ? 1 : 0);
    }

    /** Higher scores give smaller ranks; equal scores equal ones. */
    static long rank(double score) {
        if (!Double.isFinite(score)) {
            return Long.MAX_VALUE;
        }
        long bits = Double.doubleToLongBits(score + 0.0); // turns -0.0 into 0.0
        long ascending = bits ^ ((bits >> 63) & Long.MAX_VALUE);
        return ~ascending;
    }
}
