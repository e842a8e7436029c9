package dev.sluice.operators.models.fasttext;

/**
 * The best labels so far, by the logarithm of their probability. It is a heap whose steps are those of the C++ standard
 * library, so that labels of equal probability come in the order in which fastText gives them.
 */
final class BestLabels {
    private final int[] labels;
    private final float[] scores;
    private int most;
    private int size;

    /**
     * @param all how many labels there are
     */
    BestLabels(int all) {
        labels = new int[all + 1];
        scores = new float[all + 1];
    }

    /** Forgets all labels, and keeps no more than {@code most} from here on. */
    void clear(int most) {
        this.most = Math.min(most, labels.length - 1);
        size = 0;
    }

    int size() {
        return size;
    }

    int label(int rank) {
        return labels[rank];
    }

    float score(int rank) {
        return scores[rank];
    }

    /** Whether a label of this score cannot be among the best. */
    boolean isBelow(float score) {
        return size == most && score < scores[0];
    }

    void add(int label, float score) {
        raise(size++, label, score);
        if (size > most) {
            removeWorst();
            size--;
        }
    }

    /** Puts the labels in falling order; no label may be added after that. */
    void sort() {
        int kept = size;
        for (; size > 1; size--) {
            removeWorst();
        }
        size = kept;
    }

    private void raise(int from, int label, float score) {
        int hole = from;
        while (hole > 0 && scores[(hole - 1) / 2] > score) {
            move((hole - 1) / 2, hole);
            hole = (hole - 1) / 2;
        }
        labels[hole] = label;
        scores[hole] = score;
    }

    /** Puts the worst label behind the others. */
    private void removeWorst() {
        int length = size - 1;
        int label = labels[length];
        float score = scores[length];
        move(0, length);
        int hole = 0;
        int child = 0;
        while (child < (length - 1) / 2) {
            child = 2 * (child + 1);
            if (scores[child] > scores[child - 1]) {
                child--;
            }
            move(child, hole);
            hole = child;
        }
        if ((length & 1) == 0 && child == (length - 2) / 2 && length > 0) {
            child = 2 * (child + 1);
            move(child - 1, hole);
            hole = child - 1;
        }
        raise(hole, label, score);
    }

    private void move(int from, int to) {
        labels[to] = labels[from];
        scores[to] = scores[from];
    }
}
