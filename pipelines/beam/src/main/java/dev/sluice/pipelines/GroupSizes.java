package dev.sluice.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How large the groups of one key are that a pass goes through: buckets of bands, copies of one content. A group goes
 * through one worker, so that very large ones tell why a pass waits for a single task.
 */
final class GroupSizes {
    private static final long LARGE = 10_000;
    private static final long GIANT = 1_000_000;

    private long groups;
    private long records;
    private long largest;
    private long large;
    private long giant;
    private long size;

    /** Takes a record. */
    void add(boolean newKey) {
        if (newKey) {
            end();
        }
        size++;
    }

    /** The last group is complete. */
    void end() {
        if (size > 0) {
            groups++;
            records += size;
            largest = Math.max(largest, size);
            large += size > LARGE ? 1 : 0;
            giant += size > GIANT ? 1 : 0;
            size = 0;
        }
    }

    /** Records of all groups. */
    long records() {
        return records;
    }

    /** Adds what another task counted, whose groups are others. */
    void add(JsonNode counted) {
        groups += counted.path("groups").asLong();
        records += counted.path("records").asLong();
        largest = Math.max(largest, counted.path("largest").asLong());
        large += counted.path("above_10000").asLong();
        giant += counted.path("above_1000000").asLong();
    }

    /** Tells the sizes. */
    void writeTo(ObjectNode node) {
        node.put("groups", groups)
                .put("records", records)
                .put("largest", largest)
                .put("above_10000", large)
                .put("above_1000000", giant);
    }
}
