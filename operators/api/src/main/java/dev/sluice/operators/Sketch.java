package dev.sluice.operators;

import java.util.List;
import java.util.Map;

/**
 * Summarises the documents that pass, in memory that does not grow with their number.
 *
 * <p>The result must be a function of the set of documents alone: merging the summaries of any split of the documents,
 * in any order, gives the same stored bytes.
 */
public non-sealed interface Sketch extends Operator {

    /** An empty summary. */
    Summary create(Resources resources);

    /** Reads a stored summary. */
    Summary read(byte[] stored);

    /** What a summary holds in memory where that grows with the collection, up to a limit at which the run stops; else nothing. */
    default List<Global.Held> held() {
        return List.of();
    }

    /** A summary under construction; used by one thread at a time. */
    interface Summary {
        void add(Document document);

        /** Adds another summary of the same operator to this one. */
        void merge(Summary other);

        /** The stored form; equal for equal sets of documents. */
        byte[] toBytes();

        /** What the summary says, as a tree of maps, lists, strings, numbers and booleans with sorted or fixed keys. */
        Map<String, Object> estimate();
    }
}
