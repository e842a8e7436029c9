package dev.sluice.operators;

import java.util.List;

/** Measures documents without judging them. */
public non-sealed interface Annotator extends Operator {

    /** How many documents {@link Pass#annotate} likes at once; the stage buffers them and restores the order. */
    default int batchSize() {
        return 1;
    }

    /** Builds the working form, once per worker. */
    Pass open(Resources resources);

    /** The working form of an annotator; used by one thread at a time. */
    @FunctionalInterface
    interface Pass {
        /** Records what it measured on {@code batch.get(i)} in {@code measured.get(i)}. */
        void annotate(List<Document> batch, List<Values> measured);
    }
}
