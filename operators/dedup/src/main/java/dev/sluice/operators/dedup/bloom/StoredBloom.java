package dev.sluice.operators.dedup.bloom;

import dev.sluice.operators.AssetException;
import dev.sluice.operators.Hashing;
import dev.sluice.operators.dedup.Normalise;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * A stored filter, read where it lies: little-endian words of 64 bits. Six of them are the head: {@code "SLBLOOM1"}, the form
 * (0: keys, 1: bits), the number of bits, the hashes a key, a hash of the normal form's name, and the number of keys or
 * words that follow. Keys are two words each, ascending; bits are 64 a word, the lowest first.
 */
final class StoredBloom {
    static final int HEAD_WORDS = 6;
    static final long KEYS = 0;
    static final long BITS = 1;

    private static final long MAGIC = 0x314d4f4f4c424c53L; // SLBLOOM1

    private final ByteBuffer words;
    private final BloomSize size;
    private final boolean bits;
    private final int count;

    private StoredBloom(ByteBuffer stored, String name, Normalise normalise) {
        this.words = stored.order(ByteOrder.LITTLE_ENDIAN);
        if (words.limit() < 8 * HEAD_WORDS || words.getLong(0) != MAGIC) {
            throw new AssetException(name + " is no stored Bloom filter");
        }
        long form = word(1);
        long most = (words.limit() - 8L * HEAD_WORDS) / (form == BITS ? 8 : 16);
        boolean whole = (form == KEYS || form == BITS)
                && word(2) > 0
                && word(3) > 0
                && word(3) <= Integer.MAX_VALUE
                && word(5) == most
                && words.limit() == 8L * HEAD_WORDS + most * (form == BITS ? 8 : 16)
                && (form == KEYS || most == (word(2) + 63) / 64);
        if (!whole) {
            throw new AssetException(name + " is a damaged Bloom filter");
        }
        if (word(4) != digest(normalise)) {
            throw new AssetException(
                    name + " was not made with normalise: " + normalise.name().toLowerCase(Locale.ROOT));
        }
        this.size = new BloomSize(word(2), (int) word(3));
        this.bits = form == BITS;
        this.count = (int) most;
    }

    /** A filter in memory. */
    static StoredBloom of(byte[] stored, Normalise normalise) {
        return new StoredBloom(ByteBuffer.wrap(stored), "the summary", normalise);
    }

    /** A filter in a file, which is mapped: all workers of a machine share its pages. */
    static StoredBloom open(Path file, Normalise normalise) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw new AssetException(file + " is no stored Bloom filter");
            }
            return new StoredBloom(
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()), file.toString(), normalise);
        } catch (IOException cause) {
            throw new UncheckedIOException("Bloom filter " + file, cause);
        }
    }

    private static long digest(Normalise normalise) {
        return Hashing.fnv1a64(normalise.name().toLowerCase(Locale.ROOT));
    }

    /** The stored form of sorted keys, two words each, or of bits. */
    static byte[] store(BloomSize size, Normalise normalise, long form, long[] body) {
        byte[] stored = new byte[8 * (HEAD_WORDS + body.length)];
        ByteBuffer out = ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(MAGIC).putLong(form).putLong(size.bits()).putLong(size.hashes());
        out.putLong(digest(normalise)).putLong(form == BITS ? body.length : body.length / 2);
        out.asLongBuffer().put(body);
        return stored;
    }

    private long word(int index) {
        return words.getLong(8 * index);
    }

    BloomSize size() {
        return size;
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
        return word(HEAD_WORDS + index);
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
