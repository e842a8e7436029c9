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
 * <p>All numbers are big-endian. The head is seven words: {@code "SLINDEX2"}, the words of a record, the number of records,
 * the bytes of the text that follows, which says what the keys were made from and is filled up to whole words with zeros,
 * then the number of documents, the words held of each, and the bytes of all their ids. Behind the text stand the records. An
 * index that holds documents has in each record's last word the number of a document, from 0, and behind the records for each
 * document its words and the byte behind its id's last one, then the ids in UTF-8, one after the other. Files are mapped into
 * memory: all workers of a machine share their pages.
 */
public final class KeyIndex {
    private static final long MAGIC = 0x534c494e44455832L; // SLINDEX2
    private static final int HEAD_BYTES = 56;
    private static final int SEGMENT_BYTES = 1 << 30;
    private static final int MOST_WORDS = 16;
    private static final long MOST_RECORDS = 1L << 48;

    private final String name;
    private final String madeFrom;
    private final Rows records;
    private final int keyWords;
    private final Rows documents;
    private final Rows ids;

    private KeyIndex(String name, String madeFrom, Rows records, Rows documents, Rows ids) {
        this.name = name;
        this.madeFrom = madeFrom;
        this.records = records;
        this.keyWords = documents.words() == 0 ? records.words() : records.words() - 1;
        this.documents = documents;
        this.ids = ids;
    }

    /**
     * Opens a file.
     *
     * @throws AssetException when it is no index, or damaged
     */
    public static KeyIndex open(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES);
            readFully(channel, head, 0);
            if (head.hasRemaining() || head.getLong(0) != MAGIC) {
                throw new AssetException(file + " is no index of keys");
            }
            long words = head.getLong(8);
            long size = head.getLong(16);
            long textBytes = head.getLong(24);
            long documents = head.getLong(32);
            long documentWords = head.getLong(40);
            long idBytes = head.getLong(48);
            boolean plausible = words >= 1
                    && words <= MOST_WORDS
                    && textBytes >= 0
                    && textBytes <= 1 << 20
                    && size >= 0
                    && size <= MOST_RECORDS
                    && documents >= 0
                    && documents <= MOST_RECORDS
                    && documentWords >= 0
                    && documentWords <= MOST_WORDS
                    && (documentWords > 0 || documents == 0)
                    && idBytes >= 0;
            long recordsAt = HEAD_BYTES + padded(textBytes);
            long documentsAt = recordsAt + 8 * words * size;
            long idsAt = documentsAt + 8 * documentWords * documents;
            if (!plausible || channel.size() != idsAt + idBytes) {
                throw new AssetException(file + " is a damaged index of keys");
            }
            ByteBuffer text = ByteBuffer.allocate((int) textBytes);
            readFully(channel, text, HEAD_BYTES);
            return new KeyIndex(
                    file.toString(),
                    new String(text.array(), StandardCharsets.UTF_8),
                    Rows.map(channel, recordsAt, (int) words, size),
                    Rows.map(channel, documentsAt, (int) documentWords, documents),
                    Rows.map(channel, idsAt, 0, idBytes));
        } catch (IOException cause) {
            throw new UncheckedIOException("index " + file, cause);
        }
    }

    /**
     * Opens a file whose keys were made in a certain way.
     *
     * @param words words of a record
     * @param traits words held of each document; 0 for an index that holds no documents
     * @throws AssetException when it is no index, damaged, or made in another way
     */
    public static KeyIndex open(Path file, int words, int traits, String madeFrom) {
        KeyIndex index = open(file);
        if (index.words() != words || index.traits() != traits || !index.madeFrom.equals(madeFrom)) {
            throw new AssetException("index " + file + " does not fit (DEDUP_INDEX): it was made from "
                    + index.madeFrom + "; this step makes keys from " + madeFrom
                    + "; give the step the parameters of the run that wrote the index");
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
        return records.size();
    }

    /** Words of a record. */
    public int words() {
        return records.words();
    }

    /** What the keys were made from. */
    public String madeFrom() {
        return madeFrom;
    }

    /** Copies a record out. */
    public void read(long row, long[] record) {
        for (int i = 0; i < records.words(); i++) {
            record[i] = records.word(row, i);
        }
    }

    /** Number of documents. */
    public long documents() {
        return documents.size();
    }

    /** Words held of each document; 0 where the index holds no documents. */
    public int traits() {
        return Math.max(0, documents.words() - 1);
    }

    /**
     * Copies what is held of a document out.
     *
     * @param from where the first word goes
     * @throws AssetException when there is no such document, as a damaged file may say
     */
    public void readTraits(long number, long[] into, int from) {
        check(number);
        for (int i = 0; i < documents.words() - 1; i++) {
            into[from + i] = documents.word(number, i);
        }
    }

    /**
     * The id of a document.
     *
     * @throws AssetException when there is no such document, as a damaged file may say
     */
    public String id(long number) {
        check(number);
        int end = documents.words() - 1;
        long from = number == 0 ? 0 : documents.word(number - 1, end);
        long to = documents.word(number, end);
        if (from < 0 || to < from || to > ids.size() || to - from > Integer.MAX_VALUE) {
            throw damaged();
        }
        byte[] id = new byte[(int) (to - from)];
        for (int i = 0; i < id.length; i++) {
            id[i] = ids.octet(from + i);
        }
        return new String(id, StandardCharsets.UTF_8);
    }

    private void check(long number) {
        if (number < 0 || number >= documents.size()) {
            throw damaged();
        }
    }

    private AssetException damaged() {
        return new AssetException(name + " is a damaged index of keys");
    }

    @Override
    public String toString() {
        return name + ", " + records.size() + " keys from " + madeFrom;
    }

    /** Looks keys up in ascending order. */
    public Cursor cursor() {
        return new Cursor();
    }

    /** A place in the index that only moves on. Used by one thread at a time. */
    public final class Cursor {
        private final long[] key = new long[keyWords];
        private long at;

        private Cursor() {}

        /**
         * Whether the index holds a key.
         *
         * @param wanted its first words are the key, without the number of a document; not less than the keys asked for before
         */
        public boolean contains(long[] wanted) {
            System.arraycopy(wanted, 0, key, 0, keyWords);
            // Steps that double until the key is passed, then halving: short ways are cheap, long ones logarithmic.
            long step = 1;
            long low = at;
            long high = at;
            while (high < records.size() && compare(high) < 0) {
                low = high + 1;
                high += step;
                step *= 2;
            }
            high = Math.min(high, records.size());
            while (low < high) {
                long middle = (low + high) >>> 1;
                if (compare(middle) < 0) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            at = low;
            return at < records.size() && compare(at) == 0;
        }

        /**
         * A document that has the key that {@link #contains} found last.
         *
         * @param which from 0, in the order of their numbers
         * @return its number, or -1 where there are no more
         */
        public long document(int which) {
            long row = at + which;
            return row < records.size() && compare(row) == 0 ? records.word(row, keyWords) : -1;
        }

        private int compare(long row) {
            for (int i = 0; i < keyWords; i++) {
                int order = Long.compare(records.word(row, i), key[i]);
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        }
    }

    /** A part of the file as rows of words; without words, as bytes. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Rows(int words, long size, int segmentRows, ByteBuffer[] segments) {
        static Rows map(FileChannel channel, long at, int words, long size) throws IOException {
            int width = words == 0 ? 1 : 8 * words;
            int segmentRows = SEGMENT_BYTES / width;
            ByteBuffer[] segments = new ByteBuffer[(int) ((size + segmentRows - 1) / segmentRows)];
            for (int i = 0; i < segments.length; i++) {
                long first = (long) i * segmentRows;
                segments[i] = channel.map(
                        FileChannel.MapMode.READ_ONLY, at + first * width, Math.min(segmentRows, size - first) * width);
            }
            return new Rows(words, size, segmentRows, segments);
        }

        long word(long row, int word) {
            return segments[(int) (row / segmentRows)].getLong(((int) (row % segmentRows) * words + word) * 8);
        }

        byte octet(long at) {
            return segments[(int) (at / segmentRows)].get((int) (at % segmentRows));
        }
    }

    /** Writes a new file that holds no documents. */
    public static Writer write(Path file, int words, String madeFrom) throws IOException {
        return write(file, words, 0, madeFrom);
    }

    /**
     * Writes a new file.
     *
     * @param words words of a record; the last one is the number of a document where documents are held
     * @param traits words to hold of each document; 0 for an index that holds no documents
     */
    public static Writer write(Path file, int words, int traits, String madeFrom) throws IOException {
        return new Writer(file, words, traits, madeFrom);
    }

    /** An index being written, first its records, then its documents; it is one after {@link #close}. */
    public static final class Writer implements Closeable {
        /** Documents of one key that are held, those with the smallest numbers: buckets of a boilerplate have millions. */
        public static final int MOST_OF_KEY = 32;

        private final FileChannel channel;
        private final @Nullable FileChannel ids;
        private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        private final ByteBuffer idBuffer = ByteBuffer.allocate(1 << 16);
        private final int words;
        private final int traits;
        private long @Nullable [] last;
        private int ofKey;
        private long size;
        private long documents;
        private long idBytes;

        private Writer(Path file, int words, int traits, String madeFrom) throws IOException {
            if (words < 1 || words > MOST_WORDS || traits < 0 || traits >= MOST_WORDS || (traits > 0 && words < 2)) {
                throw new IllegalArgumentException(
                        "no index of records of " + words + " words and documents of " + traits);
            }
            this.words = words;
            this.traits = traits;
            this.channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            this.ids = traits == 0
                    ? null
                    : FileChannel.open(
                            file.resolveSibling(file.getFileName() + ".ids"),
                            StandardOpenOption.CREATE_NEW,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.DELETE_ON_CLOSE);
            byte[] text = madeFrom.getBytes(StandardCharsets.UTF_8);
            ByteBuffer head = ByteBuffer.allocate((int) (HEAD_BYTES + padded(text.length)));
            // Without its magic number nobody takes an unfinished file for an index.
            head.putLong(24, text.length).position(HEAD_BYTES).put(text).rewind();
            writeFully(channel, head);
        }

        /**
         * Adds a record, not less than the one before; one that equals it is left out, and so is a document of a key of
         * which {@link #MOST_OF_KEY} are held.
         */
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
                ofKey = traits > 0 && Arrays.equals(before, 0, words - 1, record, 0, words - 1) ? ofKey + 1 : 0;
                if (ofKey >= MOST_OF_KEY) {
                    return;
                }
                System.arraycopy(record, 0, before, 0, words);
            }
            put(record, 0, words);
            size++;
        }

        /**
         * Adds a document; its number is that of those before it. No record may follow.
         *
         * @param held holds its words, from {@code from} on
         */
        public void addDocument(long[] held, int from, String id) throws IOException {
            FileChannel open = ids;
            if (open == null) {
                throw new IllegalStateException("an index without documents");
            }
            byte[] utf8 = id.getBytes(StandardCharsets.UTF_8);
            idBytes += utf8.length;
            put(held, from, traits);
            put(new long[] {idBytes}, 0, 1);
            if (idBuffer.remaining() < utf8.length) {
                flush(open, idBuffer);
            }
            if (utf8.length > idBuffer.capacity()) {
                writeFully(open, ByteBuffer.wrap(utf8));
            } else {
                idBuffer.put(utf8);
            }
            documents++;
        }

        private void put(long[] record, int from, int count) throws IOException {
            if (buffer.remaining() < 8 * count) {
                flush(channel, buffer);
            }
            for (int i = 0; i < count; i++) {
                buffer.putLong(record[from + i]);
            }
        }

        /** Number of records so far. */
        public long size() {
            return size;
        }

        private static void flush(FileChannel channel, ByteBuffer buffer) throws IOException {
            buffer.flip();
            writeFully(channel, buffer);
            buffer.clear();
        }

        private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        @Override
        public void close() throws IOException {
            if (!channel.isOpen()) {
                return;
            }
            try (FileChannel file = channel;
                    FileChannel names = ids) {
                flush(file, buffer);
                if (names != null) {
                    flush(names, idBuffer);
                    long copied = 0;
                    while (copied < idBytes) {
                        copied += names.transferTo(copied, idBytes - copied, file);
                    }
                }
                ByteBuffer head = ByteBuffer.allocate(24);
                head.putLong(documents)
                        .putLong(traits == 0 ? 0 : traits + 1)
                        .putLong(idBytes)
                        .flip();
                file.position(32);
                writeFully(file, head);
                head.clear();
                head.putLong(MAGIC).putLong(words).putLong(size).flip();
                file.position(0);
                writeFully(file, head);
                file.force(true);
            }
        }
    }
}
