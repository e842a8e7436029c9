package dev.sluice.operators.dedup;

import dev.sluice.operators.Document;
import org.jspecify.annotations.Nullable;

/** Which document of a group of duplicates stays. Ties go to the document that comes first in the input. */
public enum Keep {
    /** The document that comes first in the input. */
    SMALLEST_ID,
    /** The document with the most code points. */
    LONGEST,
    /** The document with the highest score. */
    BEST,
    /** No document. */
    NONE;

    /** Whether the choice needs a rank of each document beside its locator. */
    public boolean ranks() {
        return this == LONGEST || this == BEST;
    }

    /**
     * A number that is smaller for better documents; a missing or infinite score ranks last.
     *
     * @param scoreField name of a signal or field
     */
    public long rank(Document document, @Nullable String scoreField) {
        if (this == LONGEST) {
            String text = document.text();
            return -(long) text.codePointCount(0, text.length());
        }
        if (this != BEST || scoreField == null) {
            throw new IllegalStateException(this + " ranks by no score");
        }
        return document.value(scoreField) instanceof Number number ? rank(number.doubleValue()) : Long.MAX_VALUE;
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
