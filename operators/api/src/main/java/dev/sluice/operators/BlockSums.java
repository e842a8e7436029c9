package dev.sluice.operators;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** The CRC-32C of each block of a stream of bytes, as {@link CheckedBlocks} reads them; the last block may be shorter. */
final class BlockSums {
    /** Small, since a look-up among keys that are far apart reads a whole block to trust a few words of it. */
    static final int BLOCK_BYTES = 1 << 14;

    private final CRC32C sum = new CRC32C();
    private int[] sums = new int[64];
    private int size;
    private int inBlock;

    /** How many blocks so many bytes are. */
    static long blocks(long bytes) {
        return (bytes + BLOCK_BYTES - 1) / BLOCK_BYTES;
    }

    /** Takes the bytes that remain in a buffer, and leaves it as it is. */
    void update(ByteBuffer bytes) {
        ByteBuffer rest = bytes.duplicate();
        int limit = rest.limit();
        while (rest.position() < limit) {
            int length = Math.min(limit - rest.position(), BLOCK_BYTES - inBlock);
            rest.limit(rest.position() + length);
            sum.update(rest);
            inBlock += length;
            if (inBlock == BLOCK_BYTES) {
                endBlock();
            }
        }
    }

    private void endBlock() {
        if (size == sums.length) {
            sums = Arrays.copyOf(sums, 2 * size);
        }
        sums[size++] = (int) sum.getValue();
        sum.reset();
        inBlock = 0;
    }

    /** Writes all sums, 4 bytes each, big-endian; nothing may be added later. */
    void writeTo(WritableByteChannel channel) throws IOException {
        endLastBlock();
        ByteBuffer buffer = ByteBuffer.allocate(BLOCK_BYTES);
        for (int i = 0; i < size; i++) {
            buffer.putInt(sums[i]);
            if (!buffer.hasRemaining() || i == size - 1) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                buffer.clear();
            }
        }
    }

    /** Puts all sums, 4 bytes each, big-endian; nothing may be added later. */
    void writeTo(ByteBuffer buffer) {
        endLastBlock();
        for (int i = 0; i < size; i++) {
            buffer.putInt(sums[i]);
        }
    }

    private void endLastBlock() {
        if (inBlock > 0) {
            endBlock();
        }
    }
}
