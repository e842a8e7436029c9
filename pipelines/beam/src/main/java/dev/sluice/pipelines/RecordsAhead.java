package dev.sluice.pipelines;

import java.io.Closeable;
import java.io.IOException;

/**
 * Sorted records read a block ahead, for a loop over documents that asks for each document's record. The end of the
 * records is met in {@link #fill} alone, which is too seldom called to become part of the compiled loop: an end inside
 * the loop, once a partition, would have the loop compiled again.
 */
final class RecordsAhead implements Closeable {
    private static final int BLOCK = 256;

    private final MergedRuns runs;
    private final int words;
    private final long[] block;
    private int at;
    private int end;
    private long first;

    /** @param words words in a record */
    RecordsAhead(MergedRuns runs, int words) throws IOException {
        this.runs = runs;
        this.words = words;
        this.block = new long[BLOCK * words];
        fill();
        first = block[at];
    }

    /** First word of the present record; behind the last record, {@link Long#MAX_VALUE}. */
    long first() {
        return first;
    }

    /** A word of the present record. */
    long word(int number) {
        return block[at + number];
    }

    /** Goes on to the next record; not to be called behind the last one. */
    void advance() throws IOException {
        at += words;
        if (at >= end) {
            fill();
        }
        first = block[at];
    }

    private void fill() throws IOException {
        at = 0;
        end = 0;
        while (end < block.length) {
            long[] record = runs.next();
            if (record == null) {
                break;
            }
            System.arraycopy(record, 0, block, end, words);
            end += words;
        }
        if (end == 0) {
            block[0] = Long.MAX_VALUE;
        }
    }

    @Override
    public void close() throws IOException {
        runs.close();
    }
}
