package dev.sluice.operators.dedup.bloom;

import dev.sluice.operators.AssetException;
import dev.sluice.operators.CheckedBlocks;
import dev.sluice.operators.Hashing;
import dev.sluice.operators.dedup.Content;
import dev.sluice.operators.dedup.Normalise;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A stored filter, read where it lies: big-endian words of 64 bits. Seven of them are the head: {@code "SLBLOOM2"}, the form
 * (0: keys, 1: bits), the number of bits, the hashes a key, a hash of the names of
 * the normal form and, other than the text, of the field, the number of keys or words that
 * follow, and the CRC-32C of the six before. Keys are two words each, ascending; bits are 64 a word, the lowest first. Last
 * come the {@link CheckedBlocks checksums} of the keys or bits.
 */
final class StoredBloom {
    static final long KEYS = 0;
    static final long BITS = 1;

    private static final long MAGIC = 0x534c424c4f4f4d32L; // SLBLOOM2
    private static final int HEAD_BYTES = 56;
    private static final int SUM_AT = HEAD_BYTES - Long.BYTES;

    private final BloomSize size;
    private final long digest;
    private final boolean bits;
    private final int count;
    private final CheckedBlocks body;

    /** @param content what keys must be made of; absent means anything */
    private StoredBloom(ByteBuffer stored, String name, @Nullable Content content) {
        if (stored.limit() < Long.BYTES || stored.getLong(0) >>> 8 != MAGIC >>> 8) {
            throw new AssetException(name + " is no stored Bloom filter");
        }
        if (stored.getLong(0) != MAGIC) {
            throw new AssetException(name + " is a Bloom filter in another form, '" + (char) (stored.get(7) & 0xff)
                    + "', than this program reads, '2'; write it anew");
        }
        String damaged = name + " is a damaged Bloom filter";
        String length = damaged + ": it has " + stored.limit() + " bytes, and ";
        if (stored.limit() < HEAD_BYTES) {
            throw new AssetException(length + "its head ends behind " + HEAD_BYTES);
        }
        if (headSum(stored) != stored.getLong(SUM_AT)) {
            throw new AssetException(length + "its bytes 0 to " + (HEAD_BYTES - 1)
                    + " have another checksum than when they were written");
        }
        long form = stored.getLong(8);
        long sizeBits = stored.getLong(16);
        long hashes = stored.getLong(24);
        long number = stored.getLong(40);
        boolean possible = (form == KEYS || form == BITS)
                && sizeBits > 0
                && hashes > 0
                && hashes <= Integer.MAX_VALUE
                && number >= 0
                && number <= Integer.MAX_VALUE
                && (form == KEYS || number == (sizeBits - 1) / Long.SIZE + 1);
        if (!possible) {
            throw new AssetException(length + "its head tells impossible numbers");
        }
        long bodyBytes = number * (form == BITS ? 8 : 16);
        long whole = HEAD_BYTES + CheckedBlocks.stored(bodyBytes);
        if (stored.limit() != whole) {
            throw new AssetException(length + "its head tells of " + whole);
        }
        this.digest = stored.getLong(32);
        if (content != null && digest != digest(content)) {
            throw new AssetException(name + " was not made with " + words(content) + ", but with "
                    + guess(digest, content)
                    + "; give the step the parameters of the bloom_filter that wrote it");
        }
        this.size = new BloomSize(sizeBits, (int) hashes);
        this.bits = form == BITS;
        this.count = (int) number;
        this.body = CheckedBlocks.of(stored, damaged, HEAD_BYTES, (int) bodyBytes);
    }

    /** A filter in memory. */
    static StoredBloom of(byte[] stored, Content content) {
        return new StoredBloom(ByteBuffer.wrap(stored), "the summary", content);
    }

    /**
     * A filter in a file, which is mapped: all workers of a machine share its pages. Damage behind its head is found later, by
     * whoever reads what is damaged.
     *
     * @param content what its keys must be made of; absent means anything
     */
    static StoredBloom open(Path file, @Nullable Content content) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw new AssetException(file + " is no stored Bloom filter");
            }
            return new StoredBloom(
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()), file.toString(), content);
        } catch (IOException cause) {
            throw new UncheckedIOException("Bloom filter " + file, cause);
        }
    }

    private static long headSum(ByteBuffer stored) {
        CRC32C sum = new CRC32C();
        sum.update(stored.slice(0, SUM_AT));
        return sum.getValue();
    }

    /** A hash of the names of the normal form and, other than the text, of the field. */
    static long digest(Content content) {
        String form = content.form();
        return Hashing.fnv1a64(content.name().equals("text") ? form : form + " of " + content.name());
    }

    private static String words(Content content) {
        return "normalise: " + content.form() + ", field: " + content.name();
    }

    /** What a filter was made with, of which its head holds a hash: the field asked for and the text are tried. */
    private static String guess(long digest, Content asked) {
        for (List<String> fields : List.of(List.of("text"), asked.fields())) {
            for (Normalise normalise : Normalise.values()) {
                Content made = new Content(fields, normalise, List.of(), true);
                if (digest(made) == digest) {
                    return words(made);
                }
            }
        }
        return asked.name().equals("text") ? "another field" : "a field that is neither that nor the text";
    }

    /** The stored form of sorted keys, two words each, or of bits. */
    static byte[] store(BloomSize size, long digest, long form, long[] body) {
        long bytes = HEAD_BYTES + CheckedBlocks.stored(8L * body.length);
        ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(bytes));
        out.putLong(MAGIC).putLong(form).putLong(size.bits()).putLong(size.hashes());
        out.putLong(digest).putLong(form == BITS ? body.length : body.length / 2);
        out.putLong(headSum(out));
        out.asLongBuffer().put(body);
        out.position(HEAD_BYTES + 8 * body.length);
        CheckedBlocks.sum(out, HEAD_BYTES);
        return out.array();
    }

    BloomSize size() {
        return size;
    }

    /** What keys are made of, see {@link #digest(Content)}. */
    long digest() {
        return digest;
    }

    /** Whether bits are stored instead of keys. */
    boolean isBits() {
        return bits;
    }

    /** Number of keys or of words of bits. */
    int count() {
        return count;
    }

    /** A word behind the head. */
    long body(int index) {
        return body.word(8L * index);
    }

    /** Whether a key may have been added; never false for one that was. While keys are stored it is exact. */
    boolean mayContain(long first, long second) {
        return bits ? hasBits(first, second) : hasKey(first, second);
    }

    private boolean hasBits(long first, long second) {
        for (int i = 0; i < size.hashes(); i++) {
            long place = BloomBits.place(size, first, second, i);
            if ((body((int) (place >>> 6)) >>> place & 1) == 0) {
                return false;
            }
        }
        return true;
    }

    private boolean hasKey(long first, long second) {
        int low = 0;
        int high = count - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Long.compare(body(2 * middle), first);
            order = order != 0 ? order : Long.compare(body(2 * middle + 1), second);
            if (order == 0) {
                return true;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return false;
    }
}
