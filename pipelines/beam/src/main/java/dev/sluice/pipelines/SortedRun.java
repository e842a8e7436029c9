package dev.sluice.pipelines;

import dev.sluice.operators.LongTable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * Files of fixed-width records of 64-bit words, sorted. Evidence is kept in such runs: a task writes its own, sorted,
 * and whoever groups them later reads the part of each run that its range of keys covers.
 *
 * <p>A file is its records, big-endian, and nothing else, so any record is found by its number.
 */
final class SortedRun {
    private static final int BUFFER_BYTES = 1 << 14;

    private SortedRun() {}

    /** Writes sorted records. */
    static void write(LongTable sorted, int words, OutputStream out) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(words * 8 * 1024).order(ByteOrder.BIG_ENDIAN);
        for (int i = 0; i < sorted.size(); i++) {
            for (int w = 0; w < words; w++) {
                buffer.putLong(sorted.word(i, w));
            }
            if (!buffer.hasRemaining()) {
                out.write(buffer.array());
                buffer.clear();
            }
        }
        out.write(buffer.array(), 0, buffer.position());
    }

    /**
     * Reads the records of a run whose first word lies in a range, in order. Holds no file open between two buffers, so
     * that the number of runs merged at once is not bounded by the files a process may open.
     */
    static final class Reader {
        private final Store store;
        private final String path;
        private final int words;
        private final ByteBuffer buffer;
        private final long end;
        private final long highest;
        private long next;
        private final long[] record;
        private boolean exhausted;

        /**
         * @param lowest smallest first word to read
         * @param highest largest first word to read
         */
        Reader(Store store, String path, int words, long lowest, long highest) throws IOException {
            this.store = store;
            this.path = path;
            this.words = words;
            this.buffer = ByteBuffer.allocate(Math.max(1, BUFFER_BYTES / (8 * words)) * 8 * words);
            this.highest = highest;
            this.record = new long[words];
            try (SeekableByteChannel channel = store.openChannel(path)) {
                this.end = channel.size() / (8L * words);
                this.next = lowest == Long.MIN_VALUE ? 0 : firstAtLeast(lowest, channel);
                fill(channel);
            }
            advance();
        }

        /** The present record, or null at the end; the array is reused. */
        long @Nullable [] record() {
            return exhausted ? null : record;
        }

        void advance() throws IOException {
            if (next >= end) {
                exhausted = true;
                return;
            }
            if (!buffer.hasRemaining()) {
                try (SeekableByteChannel channel = store.openChannel(path)) {
                    fill(channel);
                }
            }
            for (int i = 0; i < words; i++) {
                record[i] = buffer.getLong();
            }
            next++;
            exhausted = record[0] > highest;
        }

        private void fill(SeekableByteChannel channel) throws IOException {
            buffer.clear();
            if (end - next < buffer.capacity() / (8L * words)) {
                buffer.limit((int) ((end - next) * 8 * words));
            }
            channel.position(next * 8 * words);
            while (buffer.hasRemaining()) {
                if (channel.read(buffer) < 0) {
                    throw new IOException(path + " became shorter while it was read");
                }
            }
            buffer.flip();
        }

        private long firstAtLeast(long lowest, SeekableByteChannel channel) throws IOException {
            long low = 0;
            long high = end;
            ByteBuffer word = ByteBuffer.allocate(8);
            while (low < high) {
                long middle = (low + high) >>> 1;
                word.clear();
                channel.position(middle * 8 * words);
                while (word.hasRemaining()) {
                    if (channel.read(word) < 0) {
                        throw new IOException(path + " is shorter than its size");
                    }
                }
                if (word.getLong(0) < lowest) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }
    }
}
