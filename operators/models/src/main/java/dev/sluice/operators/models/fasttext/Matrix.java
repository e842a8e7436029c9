package dev.sluice.operators.models.fasttext;

import dev.sluice.operators.models.MappedFile;
import org.jspecify.annotations.Nullable;

/** Rows of single-precision numbers, dense or quantised by products; sums go in the reference's order. */
abstract class Matrix {
    /** Rows are held in memory up to this size; larger matrices stay in the mapped file. */
    private static final long IN_MEMORY = 64L << 20;

    private final long rows;
    private final int columns;

    private Matrix(long rows, int columns) {
        this.rows = rows;
        this.columns = columns;
    }

    final long rows() {
        return rows;
    }

    final int columns() {
        return columns;
    }

    /** Adds a row to a sum. */
    abstract void addRow(int row, float[] sum);

    /** The dot product of a row and a vector. */
    abstract float dot(int row, float[] vector);

    static Matrix readDense(ModelInput in, String what) {
        long rows = in.int64(what);
        long columns = in.int64(what);
        if (rows < 0 || columns < 1 || columns > 1 << 20 || rows > Integer.MAX_VALUE) {
            throw in.fault(what + " is " + rows + " by " + columns);
        }
        if (4 * rows * columns <= IN_MEMORY) {
            return new Held(rows, (int) columns, in.floats(rows * columns, what));
        }
        long start = in.offset();
        in.skip(4 * rows * columns, what);
        return new Mapped(rows, (int) columns, in.file(), start);
    }

    static Matrix readQuantised(ModelInput in, String what) {
        boolean norms = in.unsignedByte(what) != 0;
        long rows = in.int64(what);
        long columns = in.int64(what);
        long codeBytes = Integer.toUnsignedLong(in.int32(what));
        if (rows < 0 || rows > Integer.MAX_VALUE || columns < 1 || columns > 1 << 20) {
            throw in.fault(what + " is " + rows + " by " + columns);
        }
        long codes = in.offset();
        in.skip(codeBytes, what);
        Quantiser quantiser = Quantiser.read(in, what);
        if (quantiser.columns() != columns || codeBytes != rows * quantiser.parts()) {
            throw in.fault(what + " has " + codeBytes + " bytes of codes for " + rows + " rows");
        }
        long normCodes = in.offset();
        Quantiser normQuantiser = null;
        if (norms) {
            in.skip(rows, what);
            normQuantiser = Quantiser.read(in, what);
        }
        float[] scales = null;
        if (normQuantiser != null) {
            scales = new float[(int) rows];
            for (int row = 0; row < rows; row++) {
                scales[row] = normQuantiser.centroid(0, in.file().unsignedByte(normCodes + row));
            }
        }
        byte[] held = new byte[Math.toIntExact(codeBytes)];
        for (int i = 0; i < held.length; i++) {
            held[i] = (byte) in.file().unsignedByte(codes + i);
        }
        return new Quantised(rows, (int) columns, held, scales, quantiser);
    }

    /** A dense matrix in memory. */
    private static final class Held extends Matrix {
        private final float[] values;

        Held(long rows, int columns, float[] values) {
            super(rows, columns);
            this.values = values;
        }

        @Override
        void addRow(int row, float[] sum) {
            int from = row * sum.length;
            for (int i = 0; i < sum.length; i++) {
                sum[i] += values[from + i];
            }
        }

        @Override
        float dot(int row, float[] vector) {
            int from = row * vector.length;
            float dot = 0;
            for (int i = 0; i < vector.length; i++) {
                dot += values[from + i] * vector[i];
            }
            return dot;
        }
    }

    /** A dense matrix in a file. */
    private static final class Mapped extends Matrix {
        private final MappedFile file;
        private final long start;

        Mapped(long rows, int columns, MappedFile file, long start) {
            super(rows, columns);
            this.file = file;
            this.start = start;
        }

        @Override
        void addRow(int row, float[] sum) {
            long from = start + 4L * row * sum.length;
            for (int i = 0; i < sum.length; i++) {
                sum[i] += file.float32(from + 4L * i);
            }
        }

        @Override
        float dot(int row, float[] vector) {
            long from = start + 4L * row * vector.length;
            float dot = 0;
            for (int i = 0; i < vector.length; i++) {
                dot += file.float32(from + 4L * i) * vector[i];
            }
            return dot;
        }
    }

    /** A matrix whose rows are made of centroids. */
    private static final class Quantised extends Matrix {
        private final byte[] codes;
        private final float @Nullable [] scales;
        private final Quantiser quantiser;
        private final int parts;

        Quantised(long rows, int columns, byte[] codes, float @Nullable [] scales, Quantiser quantiser) {
            super(rows, columns);
            this.codes = codes;
            this.scales = scales;
            this.quantiser = quantiser;
            this.parts = quantiser.parts();
        }

        @Override
        void addRow(int row, float[] sum) {
            float scale = scales == null ? 1 : scales[row];
            int code = row * parts;
            int column = 0;
            for (int part = 0; part < parts; part++) {
                int from = quantiser.start(part, codes[code + part] & 0xff);
                int width = quantiser.width(part);
                for (int i = 0; i < width; i++) {
                    sum[column++] += scale * quantiser.value(from + i);
                }
            }
        }

        @Override
        float dot(int row, float[] vector) {
            float dot = 0;
            int code = row * parts;
            int column = 0;
            for (int part = 0; part < parts; part++) {
                int from = quantiser.start(part, codes[code + part] & 0xff);
                int width = quantiser.width(part);
                for (int i = 0; i < width; i++) {
                    dot += vector[column++] * quantiser.value(from + i);
                }
            }
            return scales == null ? dot : dot * scales[row];
        }
    }

    /** Centroids of the parts that rows are cut into. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Quantiser(int columns, int parts, int partWidth, int lastWidth, float[] centroids) {
        private static final int CENTROIDS = 256;

        static Quantiser read(ModelInput in, String what) {
            int columns = in.int32(what);
            int parts = in.int32(what);
            int width = in.int32(what);
            int lastWidth = in.int32(what);
            boolean fits = columns > 0
                    && parts > 0
                    && width > 0
                    && lastWidth > 0
                    && lastWidth <= width
                    && (long) (parts - 1) * width + lastWidth == columns;
            if (!fits) {
                throw in.fault(what + ": a quantiser of " + columns + " columns in " + parts + " parts");
            }
            return new Quantiser(columns, parts, width, lastWidth, in.floats((long) columns * CENTROIDS, what));
        }

        int width(int part) {
            return part == parts - 1 ? lastWidth : partWidth;
        }

        int start(int part, int code) {
            return part == parts - 1
                    ? part * CENTROIDS * partWidth + code * lastWidth
                    : (part * CENTROIDS + code) * partWidth;
        }

        float value(int index) {
            return centroids[index];
        }

        float centroid(int part, int code) {
            return centroids[start(part, code)];
        }
    }
}
