package dev.sluice.pipelines;

import dev.sluice.operators.LongTable;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Any number of sorted runs as one sorted sequence. Up to {@link RunMerger#FAN_IN} runs are read at once; of more,
 * groups are first merged into longer runs, which are gone when this is closed.
 */
final class MergedRuns implements Closeable {
    private static final int FLUSH_RECORDS = 1 << 16;

    private final Store store;
    private final List<String> scratch = new ArrayList<>();
    private final RunMerger merger;

    private MergedRuns(Store store, List<String> runs, int words, long lowest, long highest) throws IOException {
        this.store = store;
        List<String> level = runs;
        while (level.size() > RunMerger.FAN_IN) {
            List<String> longer = new ArrayList<>();
            for (int from = 0; from < level.size(); from += RunMerger.FAN_IN) {
                List<String> group = level.subList(from, Math.min(level.size(), from + RunMerger.FAN_IN));
                longer.add(merge(group, words, lowest, highest));
            }
            level = longer;
        }
        this.merger = new RunMerger(store, level, words, lowest, highest);
    }

    /** The records whose first word lies between {@code lowest} and {@code highest}, both included. */
    static MergedRuns open(Store store, List<String> runs, int words, long lowest, long highest) throws IOException {
        return new MergedRuns(store, runs, words, lowest, highest);
    }

    private String merge(List<String> group, int words, long lowest, long highest) throws IOException {
        String path = "scratch/" + UUID.randomUUID();
        LongTable buffer = new LongTable(words);
        RunMerger runs = new RunMerger(store, group, words, lowest, highest);
        try (Store.Attempt attempt = store.create(path)) {
            for (long[] record = runs.next(); record != null; record = runs.next()) {
                buffer.add(record);
                if (buffer.size() == FLUSH_RECORDS) {
                    SortedRun.write(buffer, words, attempt.stream());
                    buffer.clear();
                }
            }
            SortedRun.write(buffer, words, attempt.stream());
            attempt.commit();
        }
        scratch.add(path);
        return path;
    }

    /** The next record, or null at the end; the array is reused. */
    long @Nullable [] next() throws IOException {
        return merger.next();
    }

    @Override
    public void close() throws IOException {
        for (String path : scratch) {
            store.delete(path);
        }
    }
}
