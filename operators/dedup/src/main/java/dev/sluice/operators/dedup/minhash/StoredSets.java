package dev.sluice.operators.dedup.minhash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * A file of signed sets, read where it lies. Little-endian; a head of 56 bytes, four arrays, a checksum:
 *
 * <pre>
 *  0  8 bytes  "SLUISETS"
 *  8  int      version, 1
 * 12  int      bands
 * 16  int      rows; slots = bands * rows
 * 20  int      signature scheme, 1: 31-bit multiply-add permutations of the first word of a member's MurmurHash3 x64 128
 * 24  long     seed
 * 32  long     documents without a set
 * 40  long     further sets of an id, left out
 * 48  int      n, number of sets
 * 52  int      bytes of all ids
 * 56  int[n]           number of members of each set
 *     int[n * slots]   signatures
 *     int[n]           where each id ends, from the first one's begin
 *     byte[]           ids in UTF-8, ascending by unsigned bytes, each once
 *     long             CRC-32C of all bytes before it
 * </pre>
 */
public final class StoredSets {
    /** What a set takes beside its slots and the bytes of its id. */
    static final int BYTES_A_SET = 2 * Integer.BYTES;

    /** A file is mapped at once, and made in one array. */
    static final long MOST_BYTES = Integer.MAX_VALUE - 1024L;

    private static final long MAGIC = 0x5354455349554C53L; // SLUISETS
    private static final int VERSION = 1;
    private static final int CLASSIC32 = 1;
    private static final int HEAD = 56;

    private final ByteBuffer bytes;
    private final int bands;
    private final int rows;
    private final int slots;
    private final int count;

    private StoredSets(ByteBuffer stored, String name) {
        this.bytes = stored.order(ByteOrder.LITTLE_ENDIAN);
        int length = bytes.limit();
        if (length < HEAD + Long.BYTES) {
            throw damaged(name, length, "ends within the head of " + HEAD + " bytes");
        }
        if (bytes.getLong(0) != MAGIC) {
            throw damaged(name, 0, "is no file of minhash_sets");
        }
        if (bytes.getInt(8) != VERSION) {
            throw damaged(name, 8, "has version " + bytes.getInt(8) + ", this program reads " + VERSION);
        }
        this.bands = bytes.getInt(12);
        this.rows = bytes.getInt(16);
        if (bands < 1 || rows < 1 || (long) bands * rows > MOST_BYTES) {
            throw damaged(name, 12, "has " + bands + " bands of " + rows + " rows");
        }
        if (bytes.getInt(20) != CLASSIC32) {
            throw damaged(name, 20, "has the unknown signature scheme " + bytes.getInt(20));
        }
        this.slots = bands * rows;
        this.count = bytes.getInt(48);
        int idBytes = bytes.getInt(52);
        double needed = HEAD + (double) count * (BYTES_A_SET + (double) Integer.BYTES * slots) + idBytes + Long.BYTES;
        if (count < 0 || idBytes < 0 || needed != length) {
            throw damaged(
                    name,
                    Math.min(length, 48),
                    "is " + length + " bytes long, " + count + " sets need "
                            + String.format(Locale.ROOT, "%.0f", needed) + "; it may have been cut");
        }
        CRC32C sum = new CRC32C();
        sum.update(bytes.duplicate().position(0).limit(length - Long.BYTES));
        if (sum.getValue() != bytes.getLong(length - Long.BYTES)) {
            throw damaged(name, length - Long.BYTES, "has another checksum than its bytes");
        }
        int before = 0;
        for (int i = 0; i < count; i++) {
            int end = bytes.getInt(ends() + Integer.BYTES * i);
            if (end < before || end > idBytes || (i == count - 1 && end != idBytes)) {
                throw damaged(name, ends() + Integer.BYTES * i, "has an id that ends at " + end);
            }
            before = end;
        }
    }

    private static IllegalArgumentException damaged(String name, int at, String what) {
        return new IllegalArgumentException(name + ": at byte " + at + ": " + what);
    }

    /** Signatures in memory. */
    static StoredSets of(byte[] stored) {
        return new StoredSets(ByteBuffer.wrap(stored), "the summary");
    }

    /**
     * Opens a file.
     *
     * @throws IllegalArgumentException when it is damaged or another kind of file, with name and place
     */
    public static StoredSets open(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw damaged(file.toString(), 0, "is too large for a file of minhash_sets");
            }
            return new StoredSets(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()), file.toString());
        }
    }

    static byte[] store(MinhashSets operator, long empty, long repeated, List<SignedSet> entries) {
        SCurve curve = operator.curve();
        int slots = curve.slots();
        int idBytes = 0;
        for (SignedSet entry : entries) {
            idBytes += entry.id.length;
        }
        byte[] stored = new byte[HEAD + entries.size() * (BYTES_A_SET + Integer.BYTES * slots) + idBytes + Long.BYTES];
        ByteBuffer out = ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(MAGIC).putInt(VERSION).putInt(curve.bands()).putInt(curve.rows());
        out.putInt(CLASSIC32).putLong(operator.seed()).putLong(empty).putLong(repeated);
        out.putInt(entries.size()).putInt(idBytes);
        for (SignedSet entry : entries) {
            out.putInt(entry.size);
        }
        for (SignedSet entry : entries) {
            for (int slot : entry.slots) {
                out.putInt(slot);
            }
        }
        int end = 0;
        for (SignedSet entry : entries) {
            end += entry.id.length;
            out.putInt(end);
        }
        for (SignedSet entry : entries) {
            out.put(entry.id);
        }
        CRC32C sum = new CRC32C();
        sum.update(stored, 0, out.position());
        out.putLong(sum.getValue());
        return stored;
    }

    private int signatures() {
        return HEAD + Integer.BYTES * count;
    }

    private int ends() {
        return signatures() + Integer.BYTES * count * slots;
    }

    public int bands() {
        return bands;
    }

    public int rows() {
        return rows;
    }

    long seed() {
        return bytes.getLong(24);
    }

    /** Documents that had no set. */
    public long empty() {
        return bytes.getLong(32);
    }

    /** Sets that were left out because their id had another one. */
    public long repeated() {
        return bytes.getLong(40);
    }

    /** Number of sets. */
    public int count() {
        return count;
    }

    /** Number of members of a set. */
    public int size(int set) {
        return bytes.getInt(HEAD + Integer.BYTES * set);
    }

    int slot(int set, int slot) {
        return bytes.getInt(signatures() + Integer.BYTES * (set * slots + slot));
    }

    int[] slots(int set) {
        int[] all = new int[slots];
        for (int i = 0; i < slots; i++) {
            all[i] = slot(set, i);
        }
        return all;
    }

    byte[] idBytes(int set) {
        int ids = ends() + Integer.BYTES * count;
        int from = set == 0 ? 0 : bytes.getInt(ends() + Integer.BYTES * (set - 1));
        byte[] id = new byte[bytes.getInt(ends() + Integer.BYTES * set) - from];
        bytes.get(ids + from, id);
        return id;
    }

    public String id(int set) {
        return new String(idBytes(set), StandardCharsets.UTF_8);
    }

    /** All ids, in the order of their bytes, made as they are asked for. */
    public List<String> ids() {
        return new AbstractList<>() {
            @Override
            public String get(int set) {
                return id(set);
            }

            @Override
            public int size() {
                return count;
            }
        };
    }

    /** The set of an id, or -1 where there is none. */
    public int find(String id) {
        byte[] wanted = id.getBytes(StandardCharsets.UTF_8);
        int low = 0;
        int high = count - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Arrays.compareUnsigned(idBytes(middle), wanted);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }
}
