package dev.sluice.operators;

import java.util.function.UnaryOperator;

/** Turns one document into none, one or several. */
public non-sealed interface Mapper extends Operator {

    /** Builds the working form, once per worker. */
    Edit open(Resources resources);

    /** The reasons for which this mapper may leave nothing of a document. */
    default Class<? extends Enum<?>> reasons() {
        return NoReason.class;
    }

    /**
     * Whether this mapper removes private data. Side files then hold no text from before it, unless the recipe allows
     * that.
     */
    default boolean removesPrivateData() {
        return false;
    }

    /** Whether this mapper, with its present parameters, may change texts: spans measured before it are then out of place. */
    default boolean editsText() {
        return true;
    }

    /** The reasons of a mapper that never drops. */
    enum NoReason {}

    /** The working form of a mapper; used by one thread at a time. */
    @FunctionalInterface
    interface Edit {
        /** Emits what becomes of the document, or drops it with a reason. */
        void map(Document document, Values measured, Output output);

        /** An edit of the text alone; a text that comes back as the same object counts as unchanged. */
        static Edit ofText(UnaryOperator<String> edit) {
            return (document, measured, output) -> output.emit(document.withText(edit.apply(document.text())));
        }
    }

    /** Takes what a mapper makes of one document. */
    interface Output {
        /**
         * Emits a document: the given one edited, or a {@link Document#child} of it. A mapper that emits several gives
         * each its own child number.
         */
        void emit(Document document);

        /** States why nothing of the document is left; no {@link #emit} may come with it. */
        void drop(Enum<?> reason);
    }
}
