package dev.sluice.operators.models.fasttext;

/** A matrix in an array. */
final class HeapMatrix implements Matrix {
    /** Rows up to this length are summed in local variables. */
    private static final int BLOCK = 8;

    private static final int MOST_BLOCKED = 2 * BLOCK;

    private final float[] data;
    private final int columns;

    HeapMatrix(float[] data, int columns) {
        this.data = data;
        this.columns = columns;
    }

    @Override
    public long rows() {
        return data.length / columns;
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public void addRows(int[] rows, int count, float[] to, float[] scratch) {
        int done = 0;
        if (columns <= MOST_BLOCKED) {
            for (; done + BLOCK <= columns; done += BLOCK) {
                addBlock(rows, count, to, done);
            }
        }
        if (done < columns) {
            for (int i = 0; i < count; i++) {
                int base = rows[i] * columns;
                for (int j = done; j < columns; j++) {
                    to[j] += data[base + j];
                }
            }
        }
    }

    private void addBlock(int[] rows, int count, float[] to, int from) {
        float a = to[from];
        float b = to[from + 1];
        float c = to[from + 2];
        float d = to[from + 3];
        float e = to[from + 4];
        float f = to[from + 5];
        float g = to[from + 6];
        float h = to[from + 7];
        for (int i = 0; i < count; i++) {
            int base = rows[i] * columns + from;
            a += data[base];
            b += data[base + 1];
            c += data[base + 2];
            d += data[base + 3];
            e += data[base + 4];
            f += data[base + 5];
            g += data[base + 6];
            h += data[base + 7];
        }
        to[from] = a;
        to[from + 1] = b;
        to[from + 2] = c;
        to[from + 3] = d;
        to[from + 4] = e;
        to[from + 5] = f;
        to[from + 6] = g;
        to[from + 7] = h;
    }

    @Override
    public float dot(int row, float[] vector, float[] scratch) {
        return dot(data, row * columns, vector);
    }

    @Override
    public void multiply(float[] vector, float[] to, float[] scratch) {
        int i = 0;
        for (; i + 4 <= to.length; i += 4) { // a sum is a chain of additions: four at a time wait together
            int base = i * columns;
            float a = 0;
            float b = 0;
            float c = 0;
            float d = 0;
            for (int j = 0; j < columns; j++) {
                float v = vector[j];
                a += data[base + j] * v;
                b += data[base + columns + j] * v;
                c += data[base + 2 * columns + j] * v;
                d += data[base + 3 * columns + j] * v;
            }
            to[i] = a;
            to[i + 1] = b;
            to[i + 2] = c;
            to[i + 3] = d;
        }
        for (; i < to.length; i++) {
            to[i] = dot(i, vector, scratch);
        }
    }

    static float dot(float[] data, int base, float[] vector) {
        float sum = 0;
        for (int j = 0; j < vector.length; j++) {
            sum += data[base + j] * vector[j];
        }
        return sum;
    }
}
