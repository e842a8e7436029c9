package dev.sluice.operators.models.fasttext;

import dev.sluice.operators.models.fasttext.FastTextModel.Loss;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Predicts labels of texts with one model; used by one thread at a time. */
public final class FastTextScorer {
    private static final int NGRAM_FACTOR = 116_049_371;
    private static final int TABLE = 512;
    private static final int TABLE_END = 8;
    private static final float[] SIGMOID = new float[TABLE + 1];

    static {
        for (int i = 0; i <= TABLE; i++) {
            float x = (float) (i * 2 * TABLE_END) / TABLE - TABLE_END;
            SIGMOID[i] = (float) (1.0 / (1.0 + Math.exp(-x)));
        }
    }

    private final FastTextModel model;
    private final Dictionary dictionary;
    private final int words;
    private final int buckets;
    private final int minChars;
    private final int maxChars;
    private final float[] hidden;
    private final float[] scores;
    private int rows;
    private int[] hashes = new int[256];
    private int hashCount;
    private byte[] bracketed = new byte[64];

    FastTextScorer(FastTextModel model) {
        this.model = model;
        this.dictionary = model.dictionary();
        this.words = dictionary.words();
        this.buckets = model.settings().buckets();
        this.minChars = model.settings().minChars();
        this.maxChars = model.settings().maxChars();
        this.hidden = new float[model.settings().dimension()];
        this.scores = new float[dictionary.labels()];
    }

    /**
     * A label and how probable it is.
     *
     * @param label with its prefix, as the model has it
     * @param probability may exceed 1 by a hundred-thousandth, as the reference's does
     */
    public record Prediction(String label, float probability) {}

    /**
     * The most probable labels, best first.
     *
     * @param text of which the first line counts; a line feed ends it
     * @param most how many labels, or -1 for all that are given; hierarchical softmax gives only those whose path is
     *     probable enough
     */
    public List<Prediction> predict(String text, int most) {
        return predict(text, most, 0);
    }

    /** The same with labels of at least some probability only. */
    public List<Prediction> predict(String text, int most, float threshold) {
        readLine(text.getBytes(StandardCharsets.UTF_8));
        if (rows == 0) {
            return List.of();
        }
        float share = (float) (1.0 / rows);
        for (int i = 0; i < hidden.length; i++) {
            hidden[i] *= share;
        }
        List<Prediction> predictions = new ArrayList<>();
        int wanted = most < 0 ? scores.length : most;
        if (model.settings().loss() == Loss.HIERARCHICAL_SOFTMAX) {
            descend(model.huffman().root(), 0, threshold, predictions);
        } else {
            score();
            for (int label = 0; label < scores.length; label++) {
                if (scores[label] >= threshold) {
                    predictions.add(new Prediction(model.label(label), (float) Math.exp(logarithm(scores[label]))));
                }
            }
        }
        predictions.sort(Comparator.comparingDouble((Prediction one) -> one.probability())
                .reversed());
        return predictions.size() <= wanted ? predictions : predictions.subList(0, wanted);
    }

    private static float logarithm(float x) {
        return (float) Math.log(x + 1e-5);
    }

    private void score() {
        Matrix output = model.output();
        for (int label = 0; label < scores.length; label++) {
            scores[label] = output.dot(label, hidden);
        }
        if (model.settings().loss() == Loss.SOFTMAX) {
            float most = Float.NEGATIVE_INFINITY;
            for (float score : scores) {
                most = Math.max(most, score);
            }
            float sum = 0;
            for (int label = 0; label < scores.length; label++) {
                scores[label] = (float) Math.exp(scores[label] - most);
                sum += scores[label];
            }
            for (int label = 0; label < scores.length; label++) {
                scores[label] /= sum;
            }
        } else {
            for (int label = 0; label < scores.length; label++) {
                scores[label] = sigmoid(scores[label]);
            }
        }
    }

    private static float sigmoid(float x) {
        if (x < -TABLE_END) {
            return 0;
        }
        return x > TABLE_END ? 1 : SIGMOID[(int) ((x + TABLE_END) * TABLE / TABLE_END / 2)];
    }

    private void descend(int node, float path, float threshold, List<Prediction> predictions) {
        if (node < 0 || path < logarithm(threshold)) {
            return;
        }
        Huffman tree = model.huffman();
        if (tree.isLeaf(node)) {
            predictions.add(new Prediction(model.label(node), (float) Math.exp(path)));
            return;
        }
        float right = (float) (1.0 / (1 + Math.exp(-model.output().dot(tree.row(node), hidden))));
        descend(tree.left(node), path + logarithm((float) (1.0 - right)), threshold, predictions);
        descend(tree.right(node), path + logarithm(right), threshold, predictions);
    }

    /** Sums the rows of everything in the first line, which a line feed ends as the token {@code </s>}. */
    private void readLine(byte[] text) {
        Arrays.fill(hidden, 0);
        rows = 0;
        hashCount = 0;
        int start = 0;
        int at = 0;
        while (at < text.length && text[at] != '\n') {
            if (separates(text[at])) {
                if (at > start && token(text, start, at)) {
                    addNgrams();
                    return; // an end that was written out
                }
                start = at + 1;
            }
            at++;
        }
        if (at > start && token(text, start, at)) {
            addNgrams();
            return;
        }
        token(END_OF_LINE, 0, END_OF_LINE.length);
        addNgrams();
    }

    private static final byte[] END_OF_LINE = "</s>".getBytes(StandardCharsets.UTF_8);

    private static boolean separates(byte b) {
        return b == ' ' || (b >= '\t' && b <= '\r') || b == 0;
    }

    /** Adds a token; tells whether it ends the line. */
    private boolean token(byte[] text, int from, int to) {
        int hash = Dictionary.hash(text, from, to);
        int entry = dictionary.find(text, from, to, hash);
        boolean end = Dictionary.isEnd(text, from, to);
        boolean label = entry < 0 ? Dictionary.isLabel(text, from, to) : entry >= words;
        if (label) {
            return end;
        }
        if (entry >= 0) {
            addRow(entry);
        }
        if (maxChars > 0 && !end) {
            addSubwords(text, from, to);
        }
        if (model.settings().wordNgrams() > 1) {
            if (hashCount == hashes.length) {
                hashes = Arrays.copyOf(hashes, 2 * hashCount);
            }
            hashes[hashCount++] = hash;
        }
        return end;
    }

    private void addSubwords(byte[] text, int from, int to) {
        int length = to - from + 2;
        if (length > bracketed.length) {
            bracketed = new byte[2 * length];
        }
        byte[] word = bracketed;
        word[0] = '<';
        System.arraycopy(text, from, word, 1, to - from);
        word[length - 1] = '>';
        for (int i = 0; i < length; i++) {
            if (continues(word[i])) {
                continue;
            }
            // The hash of an n-gram goes on where that of the one before ended.
            int hash = 0x811c9dc5;
            int j = i;
            for (int n = 1; j < length && n <= maxChars; n++) {
                do {
                    hash = (hash ^ word[j++]) * 0x01000193;
                } while (j < length && continues(word[j]));
                if (n >= minChars && !(n == 1 && (i == 0 || j == length))) {
                    addBucket(Integer.remainderUnsigned(hash, buckets));
                }
            }
        }
    }

    private static boolean continues(byte b) {
        return (b & 0xc0) == 0x80;
    }

    private void addNgrams() {
        int longest = model.settings().wordNgrams();
        for (int i = 0; i < hashCount; i++) {
            long hash = hashes[i];
            for (int j = i + 1; j < hashCount && j < i + longest; j++) {
                hash = hash * NGRAM_FACTOR + hashes[j];
                addBucket((int) Long.remainderUnsigned(hash, buckets));
            }
        }
    }

    private void addBucket(int bucket) {
        int row = dictionary.bucketRow(bucket);
        if (row >= 0) {
            addRow(words + row);
        }
    }

    private void addRow(int row) {
        if (row >= model.input().rows()) {
            throw new IllegalStateException("the model has no row " + row);
        }
        model.input().addRow(row, hidden);
        rows++;
    }
}
