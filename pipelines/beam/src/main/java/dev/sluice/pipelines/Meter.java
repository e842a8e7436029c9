package dev.sluice.pipelines;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts how far the present stage is, inside one process. Beam's own counters only appear at the end of a bundle, which
 * on Flink is a whole subtask.
 */
final class Meter {
    private static final Map<String, Meter> BY_RUN = new ConcurrentHashMap<>();

    private final LongAdder documents = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder tasks = new LongAdder();

    /** The meter of a run in this process. */
    static Meter of(String runId) {
        return BY_RUN.computeIfAbsent(runId, id -> new Meter());
    }

    static void forget(String runId) {
        BY_RUN.remove(runId);
    }

    void read(long newDocuments, long newBytes) {
        documents.add(newDocuments);
        bytes.add(newBytes);
    }

    void taskDone() {
        tasks.increment();
    }

    void reset() {
        documents.reset();
        bytes.reset();
        tasks.reset();
    }

    Progress.Snapshot snapshot(int tasksBefore) {
        return new Progress.Snapshot(tasksBefore + tasks.intValue(), documents.sum(), bytes.sum());
    }
}
