package dev.sluice.operators.dedup.minhash;

import dev.sluice.operators.Faults;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The bands and rows that a recipe asks for: given, or chosen for a threshold.
 *
 * @param bands given, or absent
 * @param rows given, or absent
 * @param threshold takes the place of bands and rows
 * @param falsePositiveWeight chooses by {@link SCurve#optimal} with this weight and the rest to 1; absent means {@link
 *     SCurve#steepest}
 * @param maxSlots most slots that a threshold may use
 */
record CurveChoice(
        @Nullable Integer bands,
        @Nullable Integer rows,
        @Nullable Double threshold,
        @Nullable Double falsePositiveWeight,
        int maxSlots) {
    /** The probability that a threshold promises. */
    static final double PROMISED = 0.9;

    void check(Faults faults) {
        if (threshold != null && (bands != null || rows != null)) {
            faults.add("threshold", "takes the place of bands and rows; give one or the other");
        }
        if (threshold == null && falsePositiveWeight != null) {
            faults.add("false_positive_weight", "is only used with threshold");
        }
        if (threshold != null && !isPossible()) {
            faults.add("threshold", "is %s, which needs more than max_slots (%d)", threshold, maxSlots);
        }
    }

    /** Whether the threshold can be kept with as many slots. */
    boolean isPossible() {
        return threshold == null || of(threshold).isPresent();
    }

    /** The curve, where {@linkplain #isPossible there is one}. */
    SCurve curve(int defaultBands, int defaultRows) {
        if (threshold != null) {
            return of(threshold).orElseThrow(() -> new IllegalStateException("threshold needs more than max_slots"));
        }
        return new SCurve(bands == null ? defaultBands : bands, rows == null ? defaultRows : rows);
    }

    private Optional<SCurve> of(double similarity) {
        return falsePositiveWeight == null
                ? SCurve.steepest(similarity, PROMISED, maxSlots)
                : Optional.of(SCurve.optimal(similarity, maxSlots, falsePositiveWeight, 1 - falsePositiveWeight));
    }
}
