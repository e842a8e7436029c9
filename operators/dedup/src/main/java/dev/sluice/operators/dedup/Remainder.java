package dev.sluice.operators.dedup;

import dev.sluice.operators.Decision;
import dev.sluice.operators.Faults;
import dev.sluice.operators.Signal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a document that loses parts of its text.
 *
 * @param annotate whether nothing is removed and the parts are only named
 * @param minChars fewest code points that may be left
 * @param minShare least share of the code points that may be left; absent means any
 * @param minWords fewest words that may be left
 * @param minUnits fewest units that may be left, whatever the text is cut into
 */
public record Remainder(
        boolean annotate, int minChars, @Nullable Double minShare, int minWords, int minUnits) {

    /** Why documents are dropped that lost parts of their text. */
    public enum Reason {
        /** Without what repeats too little of the text is left. */
        TOO_LITTLE_LEFT
    }

    /** What operators that remove parts of texts set. */
    public static final List<Signal> SIGNALS = List.of(Decision.SPANS, Decision.SPAN_CHARS, Decision.SPAN_SHARE);

    /** Reports what contradicts. */
    public void check(Faults faults) {
        drops("min_doc_share_left", minShare != null, faults);
        drops("min_doc_words_left", minWords > 0, faults);
        drops("min_doc_units_left", minUnits > 0, faults);
    }

    private void drops(String parameter, boolean given, Faults faults) {
        if (annotate && given) {
            faults.add(parameter, "drops documents, but annotate: true only marks");
        }
    }

    /** Whether the decision needs to know how many words and units are left. */
    public boolean needsCounts() {
        return !annotate && (minWords > 0 || minUnits > 0);
    }

    /** Whether the decision needs to know how long documents are of which not everything is removed. */
    public boolean needsLength() {
        return !annotate && (minChars > 1 || minShare != null);
    }

    /**
     * The decision about a document.
     *
     * @param spans what goes
     * @param whole length of the text in code points; negative where {@link #needsLength} did not ask for it and the spans do not
     *     reach to the end
     * @param words how many words are left
     * @param units how many units are left; both matter only where {@link #needsCounts} asks for them
     */
    public Decision about(long locator, int[] spans, int whole, int words, int units) {
        if (annotate) {
            return new Decision(locator, Decision.Action.KEEP, null, 1, spans, null);
        }
        if ((whole >= 0 && isTooLittle(spans, whole)) || (needsCounts() && (words < minWords || units < minUnits))) {
            return new Decision(locator, Decision.Action.DROP, Reason.TOO_LITTLE_LEFT, 1, spans, null);
        }
        return Decision.removeSpans(locator, spans);
    }

    private boolean isTooLittle(int[] spans, int whole) {
        int left = whole;
        for (int i = 0; i < spans.length; i += 2) {
            left -= spans[i + 1] - spans[i];
        }
        return left < minChars || (minShare != null && left < minShare * whole);
    }
}
