package dev.sluice.pipelines.library;

import dev.sluice.operators.LongTable;
import java.nio.ByteBuffer;

/** Records of one table and one range of keys, packed into one element of a collection. */
final class EvidenceBlock {
    /** Size of a full block. */
    static final int BYTES = 1 << 14;

    private EvidenceBlock() {}

    /** Packs all records of a table. */
    static byte[] pack(LongTable records, int width) {
        ByteBuffer block = ByteBuffer.allocate(records.size() * width * 8);
        for (int row = 0; row < records.size(); row++) {
            for (int word = 0; word < width; word++) {
                block.putLong(records.word(row, word));
            }
        }
        return block.array();
    }

    /** Adds the records of a block to a table. */
    static void unpack(byte[] block, int width, LongTable records) {
        ByteBuffer words = ByteBuffer.wrap(block);
        long[] record = new long[width];
        while (words.hasRemaining()) {
            for (int word = 0; word < width; word++) {
                record[word] = words.getLong();
            }
            records.add(record);
        }
    }

    /** The range of keys that a record belongs to; all records of a key share it. */
    static int range(long firstWord, int ranges) {
        // The first word of a key is a hash: its upper half is spread evenly.
        return (int) (((firstWord >>> 32) * ranges) >>> 32);
    }
}
