package dev.sluice.operators.tokens.huggingface;

/** Cuts a text into the pieces that a model takes apart one by one. */
@FunctionalInterface
interface Splitter {

    /** Takes a piece: a part of a text between two indexes. */
    @FunctionalInterface
    interface Sink {
        void piece(String text, int from, int to);
    }

    void split(String text, int from, int to, Sink sink);

    /** Cuts the pieces of this splitter further. */
    default Splitter then(Splitter next) {
        return (text, from, to, sink) ->
                split(text, from, to, (part, start, end) -> next.split(part, start, end, sink));
    }
}
