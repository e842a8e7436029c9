package dev.sluice.operators;

/**
 * A bound that a filter puts on one of its signals: what reports draw and previews move.
 *
 * @param signal the bounded signal
 * @param parameter recipe key of the bound ({@code min_words})
 * @param side which values fall
 * @param value the bound
 * @param reason why a document beyond it is dropped
 */
public record Threshold(Signal signal, String parameter, Side side, double value, Enum<?> reason) {
    /** Which values a threshold drops. */
    public enum Side {
        /** Those below it. */
        DROPS_BELOW,
        /** Those above it. */
        DROPS_ABOVE
    }

    /** Drops values below {@code value}. */
    public static Threshold min(Signal signal, String parameter, double value, Enum<?> reason) {
        return new Threshold(signal, parameter, Side.DROPS_BELOW, value, reason);
    }

    /** Drops values above {@code value}. */
    public static Threshold max(Signal signal, String parameter, double value, Enum<?> reason) {
        return new Threshold(signal, parameter, Side.DROPS_ABOVE, value, reason);
    }
}
