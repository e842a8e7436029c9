package dev.sluice.operators.models.fasttext;

/**
 * A matrix of single precision. All sums run in the order of the reference implementation, so that results are equal to
 * the last bit wherever its compiler kept to that order. Immutable; working memory is the caller's.
 */
interface Matrix {
    long rows();

    int columns();

    /**
     * Adds rows to a vector, one after the other.
     *
     * @param scratch room for one row
     */
    void addRows(int[] rows, int count, float[] to, float[] scratch);

    /** The product of a row and a vector. */
    float dot(int row, float[] vector, float[] scratch);

    /** The products of all rows, of which there are as many as {@code to} is long, and a vector. */
    default void multiply(float[] vector, float[] to, float[] scratch) {
        for (int i = 0; i < to.length; i++) {
            to[i] = dot(i, vector, scratch);
        }
    }
}
