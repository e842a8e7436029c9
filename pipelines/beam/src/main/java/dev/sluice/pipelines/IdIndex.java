package dev.sluice.pipelines;

import dev.sluice.operators.Locator;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * The ids of the documents that gave evidence, found by locator: so that a duplicate can name its survivor without a
 * join. One file a partition: number of ids, where each ends, then the ids one after the other.
 */
final class IdIndex implements Closeable {
    /** Files kept open at once. */
    private static final int OPEN = 16;

    private final Store store;
    private final IntFunction<String> paths;
    private final Map<Integer, SeekableByteChannel> open = new LinkedHashMap<>(16, 0.75f, true);

    /** @param paths path of a partition's file in the store */
    IdIndex(Store store, IntFunction<String> paths) {
        this.store = store;
        this.paths = paths;
    }

    /** The id of the document at a locator. */
    String id(long locator) throws IOException {
        SeekableByteChannel channel = channel(Locator.partition(locator));
        long ordinal = Locator.ordinal(locator);
        long count = read(channel, 0, 8).getLong();
        if (ordinal >= count) {
            throw new IOException("no id for ordinal " + ordinal + " of partition " + Locator.partition(locator));
        }
        ByteBuffer bounds = read(channel, 8 * (1 + Math.max(0, ordinal - 1)), ordinal == 0 ? 8 : 16);
        long from = ordinal == 0 ? 0 : bounds.getLong();
        long to = bounds.getLong();
        ByteBuffer id = read(channel, 8 * (1 + count) + from, (int) (to - from));
        return StandardCharsets.UTF_8.decode(id).toString();
    }

    private SeekableByteChannel channel(int partition) throws IOException {
        SeekableByteChannel channel = open.get(partition);
        if (channel == null) {
            if (open.size() >= OPEN) {
                Iterator<SeekableByteChannel> oldest = open.values().iterator();
                oldest.next().close();
                oldest.remove();
            }
            channel = store.openChannel(paths.apply(partition));
            open.put(partition, channel);
        }
        return channel;
    }

    private static ByteBuffer read(SeekableByteChannel channel, long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        channel.position(position);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new IOException("an id file is shorter than its index says");
            }
        }
        return buffer.flip();
    }

    @Override
    public void close() throws IOException {
        for (SeekableByteChannel channel : open.values()) {
            channel.close();
        }
    }

    /** Collects the ids of one partition. */
    static final class Writer {
        private final ByteArrayOutputStream ids = new ByteArrayOutputStream();
        private long[] ends = new long[1024];
        private int count;

        void add(String id) {
            ids.writeBytes(id.getBytes(StandardCharsets.UTF_8));
            if (count == ends.length) {
                ends = java.util.Arrays.copyOf(ends, 2 * count);
            }
            ends[count++] = ids.size();
        }

        Store.Stored store(Store store, String path) throws IOException {
            ByteBuffer head = ByteBuffer.allocate(8 * (1 + count));
            head.putLong(count);
            head.asLongBuffer().put(ends, 0, count);
            try (Store.Attempt attempt = store.create(path)) {
                attempt.stream().write(head.array());
                ids.writeTo(attempt.stream());
                return attempt.commit();
            }
        }
    }
}
