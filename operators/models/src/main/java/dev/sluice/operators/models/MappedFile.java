package dev.sluice.operators.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A little-endian file mapped into memory, also beyond two gigabytes. Reading is safe from many threads; the mapping
 * goes with the object. Callers check ranges once with {@link #require}; a read outside the file fails anyhow.
 */
public final class MappedFile {
    private static final int SEGMENT_BITS = 30;
    private static final long SEGMENT = 1L << SEGMENT_BITS;
    private static final int MASK = (int) (SEGMENT - 1);
    /** Segments overlap by the widest value, so that none is cut in two. */
    private static final int OVERLAP = Long.BYTES;

    private final Path file;
    private final long size;
    private final ByteBuffer[] segments;

    private MappedFile(Path file, long size, ByteBuffer[] segments) {
        this.file = file;
        this.size = size;
        this.segments = segments;
    }

    /** Maps a whole file. */
    public static MappedFile open(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            ByteBuffer[] segments = new ByteBuffer[(int) ((size + SEGMENT - 1) >>> SEGMENT_BITS)];
            for (int i = 0; i < segments.length; i++) {
                long start = (long) i << SEGMENT_BITS;
                long length = Math.min(SEGMENT + OVERLAP, size - start);
                segments[i] = channel.map(FileChannel.MapMode.READ_ONLY, start, length)
                        .order(ByteOrder.LITTLE_ENDIAN);
            }
            return new MappedFile(file, size, segments);
        } catch (IOException cause) {
            throw new UncheckedIOException("model " + file, cause);
        }
    }

    public Path file() {
        return file;
    }

    /** Length in bytes. */
    public long size() {
        return size;
    }

    public int unsignedByte(long offset) {
        return segments[(int) (offset >>> SEGMENT_BITS)].get((int) offset & MASK) & 0xff;
    }

    public int int32(long offset) {
        return segments[(int) (offset >>> SEGMENT_BITS)].getInt((int) offset & MASK);
    }

    public long int64(long offset) {
        return segments[(int) (offset >>> SEGMENT_BITS)].getLong((int) offset & MASK);
    }

    public float float32(long offset) {
        return segments[(int) (offset >>> SEGMENT_BITS)].getFloat((int) offset & MASK);
    }

    /** Fails unless the file holds {@code length} bytes from {@code offset} on. */
    public void require(long offset, long length, String what) {
        if (offset < 0 || length < 0 || length > size - offset) {
            throw new ModelFormatException(
                    file, offset, what + " needs " + length + " bytes, but the file ends at byte " + size);
        }
    }

    /** A fault at a place of this file. */
    public ModelFormatException fault(long offset, String what) {
        return new ModelFormatException(file, offset, what);
    }
}
