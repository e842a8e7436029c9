package dev.sluice.pipelines;

import java.io.IOException;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Merges sorted runs into one sorted sequence. Memory is a small buffer a run; where there are more runs than {@link
 * #FAN_IN}, groups of them are merged into longer runs first.
 */
final class RunMerger {
    /** Most runs read at once. */
    static final int FAN_IN = 512;

    private final PriorityQueue<SortedRun.Reader> queue;
    private final long[] current;
    private SortedRun.@Nullable Reader top;

    /**
     * @param runs paths of the runs
     * @param words words in a record
     * @param lowest smallest first word wanted
     * @param highest largest first word wanted
     */
    RunMerger(Store store, List<String> runs, int words, long lowest, long highest) throws IOException {
        this.queue = new PriorityQueue<>(Math.max(1, runs.size()), RunMerger::compare);
        this.current = new long[words];
        for (String run : runs) {
            SortedRun.Reader reader = new SortedRun.Reader(store, run, words, lowest, highest);
            if (reader.record() != null) {
                queue.add(reader);
            }
        }
    }

    /** The next record, or null at the end; the array is reused by the next call. */
    long @Nullable [] next() throws IOException {
        SortedRun.Reader reader = top;
        if (reader != null) {
            reader.advance();
            if (reader.record() != null) {
                SortedRun.Reader second = queue.peek();
                if (second == null || compare(reader, second) <= 0) {
                    return copy(reader); // the same run goes on: the queue need not be touched
                }
                queue.add(reader);
            }
        }
        top = queue.poll();
        return top == null ? null : copy(top);
    }

    private long[] copy(SortedRun.Reader reader) {
        long[] record = reader.record();
        if (record == null) {
            throw new IllegalStateException("an exhausted run is in the queue");
        }
        System.arraycopy(record, 0, current, 0, current.length);
        return current;
    }

    private static int compare(SortedRun.Reader a, SortedRun.Reader b) {
        long[] x = a.record();
        long[] y = b.record();
        if (x == null || y == null) {
            throw new IllegalStateException("an exhausted run is in the queue");
        }
        for (int i = 0; i < x.length; i++) {
            int order = Long.compare(x[i], y[i]);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
