package dev.sluice.operators;

import java.util.List;

/** Decides for one document at a time whether it stays. */
public non-sealed interface Filter extends Operator {

    /** Builds the working form, once per worker; compiled state lives there, never in the record. */
    Judge open(Resources resources);

    /** The reasons for which this filter drops, in the order of its reference page. */
    Class<? extends Enum<?>> reasons();

    /** The bounds this filter puts on its signals with its present parameters, for reports and previews. */
    default List<Threshold> thresholds() {
        return List.of();
    }

    /** The working form of a filter; used by one thread at a time. */
    @FunctionalInterface
    interface Judge {
        /**
         * Judges a document and records every value it measured.
         *
         * <p>A judge stops at the first failing rule unless {@link Values#all} asks for every value; the verdict is the
         * same either way.
         */
        Verdict judge(Document document, Values measured);
    }
}
