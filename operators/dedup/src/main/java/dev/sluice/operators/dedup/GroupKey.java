package dev.sluice.operators.dedup;

import dev.sluice.operators.Document;
import dev.sluice.operators.Hashing;
import org.jspecify.annotations.Nullable;

/** What keeps documents of different groups from being compared: a number that goes into each of their keys. */
public final class GroupKey {
    private GroupKey() {}

    /**
     * The number of a document's group; 0 for documents without one, which so form a group of their own.
     *
     * @param groupField label or field that names the group; absent where all documents are compared with all
     */
    public static long of(Document document, @Nullable String groupField) {
        Object group = groupField == null ? null : document.value(groupField);
        return group == null ? 0 : Hashing.hash128(group.toString())[0];
    }
}
