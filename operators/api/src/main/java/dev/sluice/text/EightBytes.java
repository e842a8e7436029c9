package dev.sluice.text;

import dev.sluice.operators.Hashing;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Looks at eight bytes of UTF-8 at once: a block is a {@code long} whose lowest byte comes first. What is found is marked
 * by the high bit of each byte that it is true of.
 */
public final class EightBytes {
    /** The high bit of each byte: those of a block tell which bytes are not ASCII. */
    public static final long HIGH = 0x8080808080808080L;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long LENGTH = 0x9E3779B97F4A7C15L;

    private EightBytes() {}

    /** The block at a place, from which on there are at least eight bytes. */
    public static long at(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    /** The block at a place, with zeros for what lies behind the end. */
    public static long at(byte[] bytes, int at, int end) {
        if (at <= end - 8) {
            return at(bytes, at);
        }
        long block = 0;
        for (int i = end - 1; i >= at; i--) {
            block = block << 8 | (bytes[i] & 0xff);
        }
        return block;
    }

    /**
     * Marks the bytes that are at least {@code least} and at most {@code most}, both ASCII. Right as far as the block is
     * ASCII: a byte that is not may spoil those behind it.
     */
    public static long within(long block, int least, int most) {
        return (block + (0x80 - least) * ONES) & ~(block + (0x7f - most) * ONES) & HIGH;
    }

    /** Marks the white space of ASCII; right as far as the block is ASCII, as with {@link #within}. */
    public static long spaces(long block) {
        return within(block, 0x09, 0x0d) | within(block, 0x1c, 0x20);
    }

    /** A bit for each byte that is marked, the first one's lowest. By shifts, which make vectors everywhere. */
    public static long gathered(long marks) {
        long bits = (marks & HIGH) >>> 7;
        bits |= bits >>> 7;
        bits |= bits >>> 14;
        bits |= bits >>> 28;
        return bits & 0xff;
    }

    /** Marks the bytes below an ASCII character; the first mark is right, those behind it may be too many. */
    public static long below(long block, int character) {
        return (block - character * ONES) & ~block & HIGH;
    }

    /** Marks the bytes of a value, from 0 to 255; as with {@link #below}, the first mark is right. */
    public static long equal(long block, int value) {
        return below(block ^ value * ONES, 1);
    }

    /** How many bytes come before the first one that is marked; there must be one. */
    public static int before(long marks) {
        return Long.numberOfTrailingZeros(marks) >>> 3;
    }

    /** All bits of the bytes before the first one that is marked, or of the whole block where none is. */
    public static long maskBefore(long marks) {
        return marks == 0 ? -1L : (Long.lowestOneBit(marks) - 1) >>> 7;
    }

    /** ASCII capitals as small letters; right as far as the block is ASCII. */
    public static long lowerCase(long block) {
        return block
                | within(block, 'A', 'Z') >>> 2; // from the high bit to the one that tells small letters from capitals
    }

    /** The hash of bytes as a function of blocks: {@link #hash(long, long)} of all full ones, and {@link #lastHash} of the rest. */
    public static long hash(byte[] bytes, int from, int to) {
        long hash = 0;
        int at = from;
        for (; at <= to - 8; at += 8) {
            hash = hash(hash, at(bytes, at));
        }
        return lastHash(hash, at(bytes, at, to), to - from);
    }

    /** The hash of a block and those before it, whose hash is given; that of none is 0. */
    public static long hash(long before, long block) {
        return Hashing.mix(before + block);
    }

    /** The hash of bytes whose last block is given, of less than eight bytes and perhaps of none, and how many there are. */
    public static long lastHash(long before, long block, int length) {
        return Hashing.mix(before + block + length * LENGTH);
    }
}
