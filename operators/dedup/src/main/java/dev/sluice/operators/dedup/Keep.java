package dev.sluice.operators.dedup;

import dev.sluice.operators.Document;
import dev.sluice.text.Length;
import org.jspecify.annotations.Nullable;

/** Which document of a group of duplicates stays. Ties go to the document that comes first in the input. */
public enum Keep {
    /** The document that comes first in the input. */
    SMALLEST_ID,
    /** The document with the most code points. */
    LONGEST,
    /**
     * The document with the highest value of {@code score_field}; those without a value come last. Values are numbers, strings
     * of digits with at most one point and a sign (no exponent), and dates; they are compared as 64-bit floating-point numbers,
     * so whole numbers beyond 2^53 may be equal.
     */
    BEST,
    /** The document with the lowest value of {@code score_field}, see {@code best}; those without a value come last. */
    LOWEST,
    /** The document that comes last in the input. */
    LAST,
    /** No document: all copies go. */
    NONE;

    /** Whether the choice needs a rank of each document beside its locator. */
    public boolean ranks() {
        return this != SMALLEST_ID && this != NONE;
    }

    /** Whether the choice needs a score. */
    public boolean scores() {
        return this == BEST || this == LOWEST;
    }

    /**
     * A number that is smaller for better documents; a missing or infinite score ranks last.
     *
     * @param locator where the document stands
     * @param scoreField name of a signal or field: a number, a number in a string, or a date in ISO 8601, of which later
     *     is higher
     */
    public long rank(Document document, long locator, @Nullable String scoreField) {
        if (this == LONGEST) {
            return -(long) Length.of(document);
        }
        if (this == LAST) {
            return -locator;
        }
        if (!scores() || scoreField == null) {
            throw new IllegalStateException(this + " ranks by no score");
        }
        double score = Scores.of(document.value(scoreField));
        return rank(this == LOWEST ? -score : score);
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
