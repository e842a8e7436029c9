package dev.sluice.pipelines;

import dev.sluice.operators.Locator;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The ids of the documents that gave evidence, found by locator: so that a duplicate can name its survivor without a
 * join. One file a partition: number of ids, where each ends, then the ids one after the other.
 */
final class IdIndex implements Closeable {
    /** Files kept open at once. */
    private static final int OPEN = 16;

    /** Bytes up to which a file may be held in memory. */
    private static final long HELD_BYTES = 2L << 20;

    /** A file is held once it was asked for an id as often as it holds pieces of this size: then reading it has paid. */
    private static final long PIECE_BYTES = 4096;

    private final Store store;
    private final IntFunction<String> paths;
    private final Map<Integer, Ids> open = new LinkedHashMap<>(16, 0.75f, true);

    /** @param paths path of a partition's file in the store */
    IdIndex(Store store, IntFunction<String> paths) {
        this.store = store;
        this.paths = paths;
    }

    /** Takes ids. */
    @FunctionalInterface
    interface Taker {
        void take(String id) throws IOException;
    }

    /** Goes through the ids of one partition's file. */
    static void forEach(byte[] file, Taker taker) throws IOException {
        ByteBuffer bounds = ByteBuffer.wrap(file);
        int count = Math.toIntExact(bounds.getLong());
        int ids = 8 * (1 + count);
        int from = 0;
        for (int i = 0; i < count; i++) {
            int to = Math.toIntExact(bounds.getLong());
            taker.take(new String(file, ids + from, to - from, StandardCharsets.UTF_8));
            from = to;
        }
    }

    /** The id of the document at a locator. */
    String id(long locator) throws IOException {
        long ordinal = Locator.ordinal(locator);
        Ids ids = ids(Locator.partition(locator));
        if (ordinal >= ids.count) {
            throw new IOException("no id for ordinal " + ordinal + " of partition " + Locator.partition(locator));
        }
        return ids.id(ordinal);
    }

    private Ids ids(int partition) throws IOException {
        Ids ids;
        try {
            ids = open.computeIfAbsent(partition, this::open);
        } catch (UncheckedIOException wrapped) {
            throw wrapped.getCause();
        }
        if (open.size() > OPEN) {
            Iterator<Ids> oldest = open.values().iterator();
            oldest.next().channel.close();
            oldest.remove();
        }
        return ids;
    }

    private Ids open(int partition) {
        try {
            return new Ids(store.openChannel(paths.apply(partition)));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /** One open file: of a large one, or one seldom asked, only what is asked for is read. */
    private static final class Ids {
        private final SeekableByteChannel channel;
        private final long size;
        private final long count;
        private @Nullable ByteBuffer held;
        private long asked;

        Ids(SeekableByteChannel channel) throws IOException {
            this.channel = channel;
            this.size = channel.size();
            this.count = read(0, 8).getLong();
        }

        String id(long ordinal) throws IOException {
            if (held == null && size <= HELD_BYTES && ++asked * PIECE_BYTES >= size) {
                held = IdIndex.read(channel, 0, (int) size);
            }
            ByteBuffer bounds = read(8 * (1 + Math.max(0, ordinal - 1)), ordinal == 0 ? 8 : 16);
            long from = ordinal == 0 ? 0 : bounds.getLong();
            long to = bounds.getLong();
            ByteBuffer id = read(8 * (1 + count) + from, (int) (to - from));
            return new String(id.array(), id.arrayOffset() + id.position(), id.remaining(), StandardCharsets.UTF_8);
        }

        private ByteBuffer read(long position, int length) throws IOException {
            ByteBuffer whole = held;
            if (whole == null) {
                return IdIndex.read(channel, position, length);
            }
            if (position + length > whole.capacity()) {
                throw tooShort();
            }
            return whole.slice((int) position, length);
        }
    }

    private static ByteBuffer read(SeekableByteChannel channel, long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        channel.position(position);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw tooShort();
            }
        }
        return buffer.flip();
    }

    private static IOException tooShort() {
        return new IOException("an id file is shorter than its index says");
    }

    @Override
    public void close() throws IOException {
        for (Ids ids : open.values()) {
            ids.channel.close();
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
