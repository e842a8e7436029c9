package dev.sluice.operators;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;

/**
 * A part of a file, followed by the CRC-32C, 4 bytes, of each of its blocks of 16 KiB. It is mapped into memory, and each block
 * is compared with its sum when it is touched first, so that damage is found by whoever would have read it, and looking up a
 * few keys of a large file costs as little as before. Several threads may read at once.
 */
public final class CheckedBlocks {
    private static final int SEGMENT_SHIFT = 30;
    private static final long IN_SEGMENT = (1L << SEGMENT_SHIFT) - 1;

    private final String damaged;
    private final long at;
    private final long bytes;
    private final ByteBuffer[] segments;
    private final ByteBuffer[] sums;

    /** One bit a block that was found whole; where threads overwrite one another's bits, a block is compared again. */
    private final long[] whole;

    /** A part of a file in memory. */
    private interface Bytes {
        ByteBuffer from(long at, long bytes) throws IOException;
    }

    private CheckedBlocks(String damaged, long at, long bytes, ByteBuffer[] segments, ByteBuffer[] sums) {
        this.damaged = damaged;
        this.at = at;
        this.bytes = bytes;
        this.segments = segments;
        this.sums = sums;
        this.whole = new long[(int) ((BlockSums.blocks(bytes) + 63) / 64)];
    }

    /** What a part takes in a file, with its sums. */
    public static long stored(long bytes) {
        return bytes + Integer.BYTES * BlockSums.blocks(bytes);
    }

    /**
     * Puts the sums of what stands between a place and a buffer's position behind that.
     *
     * @param out has an array
     * @param at where the part begins
     */
    public static void sum(ByteBuffer out, int at) {
        BlockSums sums = new BlockSums();
        sums.update(out.duplicate().limit(out.position()).position(at));
        sums.writeTo(out);
    }

    /**
     * Maps a part.
     *
     * @param damaged begins the message where a block is damaged: the file, and that it is damaged
     * @param at where the part begins
     * @param bytes of the part, without the sums
     */
    static CheckedBlocks map(FileChannel channel, String damaged, long at, long bytes) throws IOException {
        return of((from, length) -> channel.map(FileChannel.MapMode.READ_ONLY, from, length), damaged, at, bytes);
    }

    /**
     * A part of a file that is mapped, or was read, as a whole.
     *
     * @param damaged begins the message where a block is damaged: the file, and that it is damaged
     * @param at where the part begins
     * @param bytes of the part, without the sums
     */
    public static CheckedBlocks of(ByteBuffer file, String damaged, int at, int bytes) {
        try {
            return of((from, length) -> file.slice((int) from, (int) length), damaged, at, bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException("of what is in memory", impossible);
        }
    }

    private static CheckedBlocks of(Bytes file, String damaged, long at, long bytes) throws IOException {
        long sumBytes = Integer.BYTES * BlockSums.blocks(bytes);
        return new CheckedBlocks(damaged, at, bytes, segments(file, at, bytes), segments(file, at + bytes, sumBytes));
    }

    private static ByteBuffer[] segments(Bytes file, long at, long bytes) throws IOException {
        ByteBuffer[] segments = new ByteBuffer[(int) ((bytes + IN_SEGMENT) >>> SEGMENT_SHIFT)];
        for (int i = 0; i < segments.length; i++) {
            long from = (long) i << SEGMENT_SHIFT;
            segments[i] = file.from(at + from, Math.min(1L << SEGMENT_SHIFT, bytes - from));
        }
        return segments;
    }

    /**
     * The big-endian word at a place.
     *
     * @param place from the begin of the part, a multiple of 8
     * @throws AssetException when the block around it is damaged
     */
    public long word(long place) {
        check(place);
        return segments[(int) (place >>> SEGMENT_SHIFT)].getLong((int) (place & IN_SEGMENT));
    }

    /**
     * The byte at a place.
     *
     * @throws AssetException when the block around it is damaged
     */
    byte octet(long place) {
        check(place);
        return segments[(int) (place >>> SEGMENT_SHIFT)].get((int) (place & IN_SEGMENT));
    }

    private void check(long place) {
        long block = place / BlockSums.BLOCK_BYTES;
        int slot = (int) (block >>> 6);
        if ((whole[slot] >>> block & 1) == 0) {
            compare(block);
            whole[slot] |= 1L << block;
        }
    }

    private void compare(long block) {
        long from = block * BlockSums.BLOCK_BYTES;
        int length = (int) Math.min(BlockSums.BLOCK_BYTES, bytes - from);
        CRC32C sum = new CRC32C();
        sum.update(segments[(int) (from >>> SEGMENT_SHIFT)].slice((int) (from & IN_SEGMENT), length));
        long sumAt = Integer.BYTES * block;
        if ((int) sum.getValue() != sums[(int) (sumAt >>> SEGMENT_SHIFT)].getInt((int) (sumAt & IN_SEGMENT))) {
            throw new AssetException(damaged + ": its bytes " + (at + from) + " to " + (at + from + length - 1)
                    + " have another checksum than when they were written");
        }
    }
}
