package dev.sluice.operators;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Keys that outlive a run: a file of distinct records of 64-bit words, ascending as signed numbers, read where it lies.
 *
 * <p>All numbers are big-endian. The head is four words, {@code "SLINDEX1"}, the words of a record, the number of records
 * and the bytes of the text that follows, which says what the keys were made from and is filled up to whole words with
 * zeros. Files are mapped into memory: all workers of a machine share their pages.
 */
public final class KeyIndex {
    private static final long MAGIC = 0x534c494e44455831L; // SLINDEX1
    private static final int HEAD_BYTES = 32;
    private static final int SEGMENT_RECORDS = 1 << 24;
    private static final int MOST_WORDS = 8;

    private final String name;
    private final int words;
    private final long size;
    private final String madeFrom;
    private final ByteBuffer[] segments;

    private KeyIndex(String name, int words, long size, String madeFrom, ByteBuffer[] segments) {
        this.name = name;
        this.words = words;
        this.size = size;
        this.madeFrom = madeFrom;
        this.segments = segments;
    }

    /**
     * Opens a file.
     *
     * @throws IllegalArgumentException when it is no index, or damaged
     */
    public static KeyIndex open(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES);
            readFully(channel, head, 0);
            if (head.hasRemaining() || head.getLong(0) != MAGIC) {
                throw new IllegalArgumentException(file + " is no index of keys");
            }
            long words = head.getLong(8);
            long size = head.getLong(16);
            long textBytes = head.getLong(24);
            long room = channel.size() - HEAD_BYTES - padded(textBytes);
            boolean whole = words >= 1
                    && words <= MOST_WORDS
                    && textBytes >= 0
                    && textBytes <= 1 << 20
                    && size >= 0
                    && room % (8 * words) == 0
                    && room / (8 * words) == size;
            if (!whole) {
                throw new IllegalArgumentException(file + " is a damaged index of keys");
            }
            ByteBuffer text = ByteBuffer.allocate((int) textBytes);
            readFully(channel, text, HEAD_BYTES);
            long at = HEAD_BYTES + padded(textBytes);
            ByteBuffer[] segments = new ByteBuffer[(int) ((size + SEGMENT_RECORDS - 1) / SEGMENT_RECORDS)];
            for (int i = 0; i < segments.length; i++) {
                long first = (long) i * SEGMENT_RECORDS;
                long bytes = Math.min(SEGMENT_RECORDS, size - first) * 8 * words;
                segments[i] = channel.map(FileChannel.MapMode.READ_ONLY, at + first * 8 * words, bytes);
            }
            return new KeyIndex(
                    file.toString(), (int) words, size, new String(text.array(), StandardCharsets.UTF_8), segments);
        } catch (IOException cause) {
            throw new UncheckedIOException("index " + file, cause);
        }
    }

    /**
     * Opens a file whose keys were made in a certain way.
     *
     * @throws IllegalArgumentException when it is no index, damaged, or made in another way
     */
    public static KeyIndex open(Path file, int words, String madeFrom) {
        KeyIndex index = open(file);
        if (index.words != words || !index.madeFrom.equals(madeFrom)) {
            throw new IllegalArgumentException("index " + file + " does not fit (DEDUP_INDEX): it was made from "
                    + index.madeFrom + "; this step makes keys from " + madeFrom);
        }
        return index;
    }

    private static long padded(long bytes) {
        return (bytes + 7) / 8 * 8;
    }

    private static void readFully(FileChannel channel, ByteBuffer buffer, long from) throws IOException {
        int read = 0;
        while (buffer.hasRemaining() && read >= 0) {
            read = channel.read(buffer, from + buffer.position());
        }
    }

    /** Number of records. */
    public long size() {
        return size;
    }

    /** Words of a record. */
    public int words() {
        return words;
    }

    /** What the keys were made from. */
    public String madeFrom() {
        return madeFrom;
    }

    /** Copies a record out. */
    public void read(long row, long[] record) {
        for (int i = 0; i < words; i++) {
            record[i] = word(row, i);
        }
    }

    private long word(long row, int word) {
        return segments[(int) (row / SEGMENT_RECORDS)].getLong(((int) (row % SEGMENT_RECORDS) * words + word) * 8);
    }

    private int compare(long row, long[] key) {
        for (int i = 0; i < words; i++) {
            int order = Long.compare(word(row, i), key[i]);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    @Override
    public String toString() {
        return name + ", " + size + " keys from " + madeFrom;
    }

    /** Looks keys up in ascending order. */
    public Cursor cursor() {
        return new Cursor();
    }

    /** A place in the index that only moves on. Used by one thread at a time. */
    public final class Cursor {
        private long at;

        private Cursor() {}

        /**
         * Whether the index holds a key.
         *
         * @param key its first words; not less than the keys asked for before
         */
        public boolean contains(long[] key) {
            // Steps that double until the key is passed, then halving: short ways are cheap, long ones logarithmic.
            long step = 1;
            long low = at;
            long high = at;
            while (high < size && compare(high, key) < 0) {
                low = high + 1;
                high += step;
                step *= 2;
            }
            high = Math.min(high, size);
            while (low < high) {
                long middle = (low + high) >>> 1;
                if (compare(middle, key) < 0) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            at = low;
            return at < size && compare(at, key) == 0;
        }
    }

    /** Writes a new file. */
    public static Writer write(Path file, int words, String madeFrom) throws IOException {
        return new Writer(file, words, madeFrom);
    }

    /** An index being written; it is one after {@link #close}. */
    public static final class Writer implements Closeable {
        private final FileChannel channel;
        private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        private final int words;
        private long @Nullable [] last;
        private long size;

        private Writer(Path file, int words, String madeFrom) throws IOException {
            if (words < 1 || words > MOST_WORDS) {
                throw new IllegalArgumentException("no index of records of " + words + " words");
            }
            this.words = words;
            this.channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            byte[] text = madeFrom.getBytes(StandardCharsets.UTF_8);
            ByteBuffer head = ByteBuffer.allocate((int) (HEAD_BYTES + padded(text.length)));
            // Without its magic number nobody takes an unfinished file for an index.
            head.putLong(0).putLong(words).putLong(0).putLong(text.length).put(text);
            head.rewind();
            writeFully(head);
        }

        /** Adds a record, not less than the one before; one that equals it is left out. */
        public void add(long[] record) throws IOException {
            long[] before = last;
            if (before == null) {
                last = Arrays.copyOf(record, words);
            } else {
                int order = Arrays.compare(before, 0, words, record, 0, words);
                if (order == 0) {
                    return;
                }
                if (order > 0) {
                    throw new IllegalArgumentException("records of an index must ascend");
                }
                System.arraycopy(record, 0, before, 0, words);
            }
            if (buffer.remaining() < 8 * words) {
                flush();
            }
            for (int i = 0; i < words; i++) {
                buffer.putLong(record[i]);
            }
            size++;
        }

        /** Number of records so far. */
        public long size() {
            return size;
        }

        private void flush() throws IOException {
            buffer.flip();
            writeFully(buffer);
            buffer.clear();
        }

        private void writeFully(ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        @Override
        public void close() throws IOException {
            if (!channel.isOpen()) {
                return;
            }
            try (channel) {
                flush();
                ByteBuffer head = ByteBuffer.allocate(24);
                head.putLong(MAGIC).putLong(words).putLong(size).flip();
                channel.position(0);
                writeFully(head);
                channel.force(true);
            }
        }
    }
}
