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
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Keys that outlive a run: a file of distinct records of 64-bit words, ascending as signed numbers, read where it lies.
 *
 * <p>All numbers are big-endian. The head is eight words: {@code "SLINDEX3"}, the words of a record, the number of records,
 * the bytes of the text that follows, which says what the keys were made from and is filled up to whole words with zeros,
 * then the number of documents, the words held of each, the bytes of all their ids, and the CRC-32C of the other seven words
 * and the text. Behind the text stand the records. An index that holds documents has in each record's last word the number of
 * a document, from 0, and behind the records for each document its words and the byte behind its id's last one, then the ids
 * in UTF-8, one after the other. Last comes the CRC-32C, 4 bytes, of each 16 KiB between the text and here. Files are mapped
 * into memory: all workers of a machine share their pages.
 */
public final class KeyIndex {
    private static final long MAGIC = 0x534c494e44455833L; // SLINDEX3
    private static final int HEAD_BYTES = 64;
    private static final int SUM_AT = HEAD_BYTES - 8;
    private static final int MOST_WORDS = 16;
    private static final long MOST_RECORDS = 1L << 48;
    private static final int MOST_TEXT_BYTES = 1 << 20;

    private final String name;
    private final String madeFrom;
    private final CheckedBlocks body;
    private final Rows records;
    private final int keyWords;
    private final Rows documents;
    private final long idsAt;
    private final long idBytes;

    private KeyIndex(String name, String madeFrom, CheckedBlocks body, Rows records, Rows documents, long idBytes) {
        this.name = name;
        this.madeFrom = madeFrom;
        this.body = body;
        this.records = records;
        this.keyWords = documents.words() == 0 ? records.words() : records.words() - 1;
        this.documents = documents;
        this.idsAt = documents.end();
        this.idBytes = idBytes;
    }

    /**
     * Opens a file. Damage behind its head is found later, by whoever reads what is damaged.
     *
     * @throws AssetException when it is no index, or damaged
     */
    public static KeyIndex open(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES);
            readFully(channel, head, 0);
            if (head.position() < Long.BYTES || head.getLong(0) >>> 8 != MAGIC >>> 8) {
                throw new AssetException(file + " is no index of keys");
            }
            if (head.getLong(0) != MAGIC) {
                throw new AssetException(file + " is an index of keys in another form, '" + (char) (head.get(7) & 0xff)
                        + "', than this program reads, '3'; write it anew");
            }
            if (head.hasRemaining()) {
                throw damaged(file, channel, "its head ends behind " + HEAD_BYTES);
            }
            long textBytes = head.getLong(24);
            if (textBytes < 0 || textBytes > MOST_TEXT_BYTES) {
                throw damaged(file, channel, "byte 24 begins a text length of " + textBytes);
            }
            ByteBuffer text = ByteBuffer.allocate((int) padded(textBytes));
            readFully(channel, text, HEAD_BYTES);
            if (text.hasRemaining() || headSum(head, text) != head.getLong(SUM_AT)) {
                throw damaged(
                        file,
                        channel,
                        "its bytes 0 to " + (HEAD_BYTES + padded(textBytes) - 1)
                                + " have another checksum than when they were written");
            }
            String madeFrom = new String(text.array(), 0, (int) textBytes, StandardCharsets.UTF_8);
            return map(channel, file, head, HEAD_BYTES + padded(textBytes), madeFrom);
        } catch (IOException cause) {
            throw new UncheckedIOException("index " + file, cause);
        }
    }

    private static KeyIndex map(FileChannel channel, Path file, ByteBuffer head, long bodyAt, String madeFrom)
            throws IOException {
        long idBytes = head.getLong(48);
        boolean plausible = isCount(head.getLong(8), 1, MOST_WORDS)
                && isCount(head.getLong(16), 0, MOST_RECORDS)
                && isCount(head.getLong(32), 0, MOST_RECORDS)
                && isCount(head.getLong(40), head.getLong(32) > 0 ? 1 : 0, MOST_WORDS)
                && isCount(idBytes, 0, MOST_RECORDS);
        if (!plausible) {
            throw damaged(file, channel, "its head tells impossible numbers");
        }
        Rows records = new Rows(0, (int) head.getLong(8), head.getLong(16));
        Rows documents = new Rows(records.end(), (int) head.getLong(40), head.getLong(32));
        long bodyBytes = documents.end() + idBytes;
        long whole = bodyAt + CheckedBlocks.stored(bodyBytes);
        if (channel.size() != whole) {
            throw damaged(file, channel, "its head tells of " + whole);
        }
        return new KeyIndex(
                file.toString(),
                madeFrom,
                CheckedBlocks.map(channel, file + " is a damaged index of keys", bodyAt, bodyBytes),
                records,
                documents,
                idBytes);
    }

    private static boolean isCount(long number, long least, long most) {
        return number >= least && number <= most;
    }

    private static AssetException damaged(Path file, FileChannel channel, String what) throws IOException {
        return new AssetException(
                file + " is a damaged index of keys: it has " + channel.size() + " bytes, and " + what);
    }

    /** The checksum of a head without its last word, and of the text behind it. */
    private static long headSum(ByteBuffer head, ByteBuffer text) {
        CRC32C sum = new CRC32C();
        sum.update(head.duplicate().position(0).limit(SUM_AT));
        sum.update(text.duplicate().clear());
        return sum.getValue();
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
            record[i] = body.word(records.place(row, i));
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
            into[from + i] = body.word(documents.place(number, i));
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
        long from = number == 0 ? 0 : body.word(documents.place(number - 1, end));
        long to = body.word(documents.place(number, end));
        if (from < 0 || to < from || to > idBytes || to - from > Integer.MAX_VALUE) {
            throw damaged(number);
        }
        byte[] id = new byte[(int) (to - from)];
        for (int i = 0; i < id.length; i++) {
            id[i] = body.octet(idsAt + from + i);
        }
        return new String(id, StandardCharsets.UTF_8);
    }

    private void check(long number) {
        if (number < 0 || number >= documents.size()) {
            throw damaged(number);
        }
    }

    private AssetException damaged(long number) {
        return new AssetException(name + " is a damaged index of keys: it tells nothing of document " + number);
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
            return row < records.size() && compare(row) == 0 ? body.word(records.place(row, keyWords)) : -1;
        }

        private int compare(long row) {
            for (int i = 0; i < keyWords; i++) {
                int order = Long.compare(body.word(records.place(row, i)), key[i]);
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        }
    }

    /** Where rows of words lie in the body. */
    private record Rows(long at, int words, long size) {
        long place(long row, int word) {
            return at + (row * words + word) * Long.BYTES;
        }

        long end() {
            return place(size, 0);
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
        private final BlockSums sums = new BlockSums();
        private final ByteBuffer text;
        private final int textBytes;
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
            byte[] utf8 = madeFrom.getBytes(StandardCharsets.UTF_8);
            this.textBytes = utf8.length;
            this.text = ByteBuffer.allocate((int) padded(utf8.length)).put(utf8).rewind();
            // Without its magic number nobody takes an unfinished file for an index.
            channel.position(HEAD_BYTES);
            writeFully(channel, text.duplicate());
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
                flushBody();
            }
            for (int i = 0; i < count; i++) {
                buffer.putLong(record[from + i]);
            }
        }

        /** Number of records so far. */
        public long size() {
            return size;
        }

        private void flushBody() throws IOException {
            sums.update(buffer.duplicate().flip());
            flush(channel, buffer);
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
                flushBody();
                if (names != null) {
                    flush(names, idBuffer);
                    names.position(0);
                    while (names.read(buffer) >= 0) {
                        flushBody();
                    }
                }
                sums.writeTo(file);
                ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES);
                head.putLong(MAGIC).putLong(words).putLong(size).putLong(textBytes);
                head.putLong(documents).putLong(traits == 0 ? 0 : traits + 1).putLong(idBytes);
                head.putLong(headSum(head, text)).flip();
                file.position(0);
                writeFully(file, head);
                file.force(true);
            }
        }
    }
}
