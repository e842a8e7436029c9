package dev.sluice.operators.models.fasttext;

import dev.sluice.operators.models.MappedFile;

/**
 * A matrix whose rows are cut into parts, each given by the number of one of 256 centroids, and scaled by a norm that may
 * be such a number too.
 */
final class QuantisedMatrix implements Matrix {
    private static final int CENTROIDS = 256;

    private final MappedFile file;
    private final long codes;
    private final long norms;
    private final float[] normCentroids;
    private final long rows;
    private final int columns;
    private final int parts;
    private final int partColumns;
    private final float[] centroids;

    private QuantisedMatrix(Cursor in, String what) {
        file = in.file();
        boolean hasNorms = in.unsignedByte(what) != 0;
        long start = in.offset();
        rows = in.int64(what);
        long width = in.int64(what);
        if (rows < 0 || rows > Integer.MAX_VALUE || width < 1 || width > FastTextReader.MOST_COLUMNS) {
            throw file.fault(start, what + " has " + rows + " rows and " + width + " columns");
        }
        columns = (int) width;
        start = in.offset();
        int length = in.int32(what);
        codes = in.skip(length, "the codes of " + what);
        Quantiser quantiser = Quantiser.read(in, columns, what);
        parts = quantiser.parts;
        partColumns = quantiser.partColumns;
        centroids = quantiser.centroids;
        if (length != rows * parts) {
            throw file.fault(start, what + " has " + length + " codes for " + rows + " rows of " + parts + " parts");
        }
        norms = hasNorms ? in.skip(rows, "the norms of " + what) : 0;
        normCentroids = hasNorms ? Quantiser.read(in, 1, "the norms of " + what).centroids : new float[0];
    }

    static QuantisedMatrix read(Cursor in, String what) {
        return new QuantisedMatrix(in, what);
    }

    /** How rows are cut, and the centroids of the parts. */
    private static final class Quantiser {
        private final int parts;
        private final int partColumns;
        private final float[] centroids;

        private Quantiser(int parts, int partColumns, float[] centroids) {
            this.parts = parts;
            this.partColumns = partColumns;
            this.centroids = centroids;
        }

        static Quantiser read(Cursor in, int columns, String what) {
            long start = in.offset();
            in.int32("the dimension of " + what, columns, columns);
            int parts = in.int32("the number of parts of " + what, 1, columns);
            int each = in.int32("the width of the parts of " + what, 1, columns);
            int last = in.int32("the width of the last part of " + what, 1, each);
            if ((parts - 1L) * each + last != columns) {
                throw in.file().fault(start, "the parts of " + what + " do not make up " + columns + " columns");
            }
            return new Quantiser(parts, each, in.floats(columns * CENTROIDS, "the centroids of " + what));
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

    private float norm(int row) {
        return normCentroids.length == 0 ? 1 : normCentroids[file.unsignedByte(norms + row)];
    }

    /** Where a part of a row has its centroid. */
    private int centroid(int row, int part) {
        int code = file.unsignedByte(codes + (long) row * parts + part);
        int width = part == parts - 1 ? columns - part * partColumns : partColumns;
        return part * CENTROIDS * partColumns + code * width;
    }

    @Override
    public void addRows(int[] rows, int count, float[] to, float[] scratch) {
        for (int i = 0; i < count; i++) {
            addRow(rows[i], to, 0);
        }
    }

    private void addRow(int row, float[] to, int at) {
        float norm = norm(row);
        for (int part = 0; part < parts; part++) {
            int from = part * partColumns;
            int end = Math.min(columns, from + partColumns);
            int centroid = centroid(row, part);
            for (int j = from; j < end; j++) {
                to[at + j] += norm * centroids[centroid + j - from];
            }
        }
    }

    @Override
    public float dot(int row, float[] vector, float[] scratch) {
        float sum = 0;
        for (int part = 0; part < parts; part++) {
            int from = part * partColumns;
            int end = Math.min(columns, from + partColumns);
            int centroid = centroid(row, part);
            for (int j = from; j < end; j++) {
                sum += vector[j] * centroids[centroid + j - from];
            }
        }
        return sum * norm(row);
    }

    /** The same rows written out, for adding; products with them may differ in the last bit. */
    HeapMatrix expanded() {
        float[] data = new float[Math.toIntExact(rows * columns)];
        for (int row = 0; row < rows; row++) {
            addRow(row, data, row * columns);
        }
        return new HeapMatrix(data, columns);
    }
}
