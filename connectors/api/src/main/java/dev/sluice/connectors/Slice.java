package dev.sluice.connectors;

import java.io.Serializable;

/**
 * A part of one input file that one task reads. It holds the records whose first byte lies in {@code [start, end)} of
 * the stored file; for files that cannot be split that is the whole file.
 *
 * @param file path of the file as the manifest names it
 * @param start first stored byte
 * @param end stored byte after the last
 * @param position offset in the decompressed file (or row) of the slice's first byte, so that records of a slice know
 *     their place in the file
 * @param skip records at the slice's beginning that are not read
 * @param limit most records to read after those; {@link Long#MAX_VALUE} without a limit
 */
public record Slice(String file, long start, long end, long position, long skip, long limit) implements Serializable {
    /** The whole of a file. */
    public static Slice whole(String file, long size) {
        return new Slice(file, 0, size, 0, 0, Long.MAX_VALUE);
    }
}
