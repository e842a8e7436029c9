package dev.sluice.operators.models.fasttext;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A matrix in a mapped file: rows come into memory when they are asked for, once for all processes. */
final class MappedMatrix implements Matrix {
    private static final long MOST_BYTES = 1L << 30;

    private final FloatBuffer[] segments;
    private final long rows;
    private final int columns;
    private final int shift;
    private final int mask;

    /**
     * @param start where in the file; the caller knows that it holds the matrix
     */
    MappedMatrix(Path file, long start, long rows, int columns) {
        this.rows = rows;
        this.columns = columns;
        long rowBytes = 4L * columns;
        this.shift = 63 - Long.numberOfLeadingZeros(MOST_BYTES / rowBytes);
        this.mask = (1 << shift) - 1;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            segments = new FloatBuffer[(int) ((rows + mask) >>> shift)];
            for (int i = 0; i < segments.length; i++) {
                long first = (long) i << shift;
                long length = Math.min(mask + 1L, rows - first) * rowBytes;
                segments[i] = channel.map(FileChannel.MapMode.READ_ONLY, start + first * rowBytes, length)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer();
            }
        } catch (IOException cause) {
            throw new UncheckedIOException("model " + file, cause);
        }
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public int columns() {
        return columns;
    }

    private void row(int row, float[] to) {
        segments[row >>> shift].get((row & mask) * columns, to, 0, columns);
    }

    @Override
    public void addRows(int[] rows, int count, float[] to, float[] scratch) {
        for (int i = 0; i < count; i++) {
            row(rows[i], scratch);
            for (int j = 0; j < columns; j++) {
                to[j] += scratch[j];
            }
        }
    }

    @Override
    public float dot(int row, float[] vector, float[] scratch) {
        row(row, scratch);
        return HeapMatrix.dot(scratch, 0, vector);
    }
}
