package dev.sluice.operators;

import org.jspecify.annotations.Nullable;

/**
 * What a global operator decides about one document.
 *
 * @param locator the document
 * @param action what becomes of it
 * @param reason why it is dropped; present exactly for {@link Action#DROP}
 * @param copies how many documents to make of it, for {@link Action#COPY}; else 1
 * @param spans ranges of the text to remove, in code points, start and end in turn, ascending, for {@link
 *     Action#REMOVE_SPANS}; else null
 * @param match the group it belongs to and the document it was matched with; absent where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, read by the execution layer, never compared
public record Decision(
        long locator,
        Action action,
        @Nullable Enum<?> reason,
        int copies,
        int @Nullable [] spans,
        @Nullable Match match) {

    /** What becomes of a document. */
    public enum Action {
        /** It stays; a match says which group it belongs to. */
        KEEP,
        /** It goes. */
        DROP,
        /** Ranges of its text go. */
        REMOVE_SPANS,
        /** It stays, {@link Decision#copies} times. */
        COPY
    }

    /**
     * Membership of a group of like documents.
     *
     * @param group the smallest locator of the group
     * @param survivor the document of the group that stays
     * @param size number of documents in the group
     * @param similarity to the survivor, between 0 and 1, as far as it was measured
     */
    public record Match(
            long group, long survivor, long size, @Nullable Double similarity) {}

    public static Decision keep(long locator, @Nullable Match match) {
        return new Decision(locator, Action.KEEP, null, 1, null, match);
    }

    public static Decision drop(long locator, Enum<?> reason, @Nullable Match match) {
        return new Decision(locator, Action.DROP, reason, 1, null, match);
    }

    public static Decision removeSpans(long locator, int[] spans) {
        return new Decision(locator, Action.REMOVE_SPANS, null, 1, spans, null);
    }

    public static Decision copy(long locator, int copies) {
        return new Decision(locator, Action.COPY, null, copies, null, null);
    }
}
