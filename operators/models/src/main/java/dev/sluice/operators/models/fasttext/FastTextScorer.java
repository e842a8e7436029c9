package dev.sluice.operators.models.fasttext;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Classifies texts with one model, for one thread. The answer to the last text stays until the next one; texts of usual
 * length take no memory.
 */
public final class FastTextScorer {
    private static final int ROWS = 4096;
    /** Buffers beyond this are let go after use. */
    private static final int MOST_HELD = 1 << 22;
    /** White space to fastText: no character outside ASCII, but NUL. */
    private static final long SEPARATORS =
            1L | 1L << '\t' | 1L << '\n' | 1L << 0x0b | 1L << '\f' | 1L << '\r' | 1L << ' ';

    private static final byte[] END = {'<', '/', 's', '>'};

    private final FastTextModel model;
    private final float[] hidden;
    private final float[] scratch;
    private final float[] output;
    private final BestLabels best;
    private final int[] rows = new int[ROWS];
    private final int endHash = Dictionary.hash(END, 0, END.length);
    private int waiting;
    private long total;
    private byte[] bytes = new byte[1 << 12];
    private int[] hashes = new int[0];
    private int tokens;

    FastTextScorer(FastTextModel model) {
        this.model = model;
        this.hidden = new float[model.dimension()];
        this.scratch = new float[model.dimension()];
        this.output = new float[model.labels().size()];
        this.best = new BestLabels(output.length);
    }

    /**
     * Finds the most probable labels of a text. As in the reference, the text is one line: it ends at the first line feed,
     * or at a word {@code </s>}.
     *
     * @param most how many labels at most, at least 1
     * @param threshold least probability of a label
     * @return how many labels there are; none for a text in which the model knows nothing
     */
    public int classify(String text, int most, float threshold) {
        return classify(text, 0, text.length(), most, threshold);
    }

    /** As {@link #classify(String, int, float)}, for a part of a text. */
    public int classify(String text, int from, int to, int most, float threshold) {
        if (most < 1) {
            throw new IllegalArgumentException("asked for " + most + " labels, must be at least 1");
        }
        best.clear(most);
        if (average(text, from, to)) {
            model.outputs().best(hidden, threshold, best, scratch, output);
        }
        return best.size();
    }

    /**
     * Finds the vector of a text, which is what the labels are told from: the mean of the rows of the input matrix that
     * belong to the words, the parts of words, the word n-grams and the end of the line. The reference calls it the sentence
     * vector of a supervised model.
     *
     * @param text one line, as for {@link #classify(String, int, float)}
     * @param to takes the vector; as long as {@link FastTextModel#dimension}
     * @return whether there is one: not for a text in which the model knows nothing, not even the end of the line
     */
    public boolean embed(String text, float[] to) {
        if (to.length != hidden.length) {
            throw new IllegalArgumentException("room for " + to.length + " numbers, must be " + hidden.length);
        }
        boolean known = average(text, 0, text.length());
        System.arraycopy(hidden, 0, to, 0, to.length);
        return known;
    }

    /** Puts the mean of a text's rows into {@link #hidden}; false where there are none. */
    private boolean average(String text, int from, int to) {
        Arrays.fill(hidden, 0);
        waiting = 0;
        total = 0;
        tokens = 0;
        encode(text, from, to);
        tokens();
        wordNgrams();
        flush();
        if (total > 0) {
            float share = (float) (1.0 / total);
            for (int i = 0; i < hidden.length; i++) {
                hidden[i] *= share;
            }
        }
        if (bytes.length > MOST_HELD) {
            bytes = new byte[1 << 12];
            hashes = new int[0];
        }
        return total > 0;
    }

    /**
     * The most probable labels of a text, best first, as {@link #classify(String, int, float)} finds them.
     *
     * @param most how many labels, or -1 for all that the reference gives
     */
    public List<Prediction> predict(String text, int most) {
        int size = classify(text, most < 0 ? output.length : most, 0);
        List<Prediction> predictions = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            predictions.add(new Prediction(labelName(i), probability(i)));
        }
        return predictions;
    }

    /**
     * A label and how probable it is.
     *
     * @param label as the model spells it
     * @param probability may exceed 1 by 1e-5, as the reference's does
     */
    public record Prediction(String label, float probability) {}

    /** The label of a rank, from 0, as a number of {@link FastTextModel#labels}. */
    public int label(int rank) {
        return best.label(rank);
    }

    /** The label of a rank, from 0, as the model spells it. */
    public String labelName(int rank) {
        return model.labels().get(best.label(rank));
    }

    /** The probability of the label of a rank, from 0; as in the reference it may exceed 1 by 1e-5. */
    public float probability(int rank) {
        return (float) StrictMath.exp(best.score(rank));
    }

    /** Writes UTF-8 from the second byte on, and a line feed behind it: there is room for brackets around each word. */
    private void encode(String text, int from, int to) {
        long need = 3L * (to - from) + 2;
        if (need > bytes.length) {
            // three bytes a character at most; the buffer is as large as the text needs, but for texts near the limit
            bytes = new byte[need > Integer.MAX_VALUE - 8 ? 2 + length(text, from, to) : (int) need];
        }
        byte[] out = bytes;
        int end = 1;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                out[end++] = (byte) c;
            } else if (c < 0x800) {
                out[end++] = (byte) (0xc0 | c >> 6);
                out[end++] = continuation(c);
            } else if (!Character.isSurrogate(c)) {
                out[end++] = (byte) (0xe0 | c >> 12);
                out[end++] = continuation(c >> 6);
                out[end++] = continuation(c);
            } else if (Character.isHighSurrogate(c) && i + 1 < to && Character.isLowSurrogate(text.charAt(i + 1))) {
                int point = Character.toCodePoint(c, text.charAt(++i));
                out[end++] = (byte) (0xf0 | point >> 18);
                out[end++] = continuation(point >> 12);
                out[end++] = continuation(point >> 6);
                out[end++] = continuation(point);
            } else {
                out[end++] = '?';
            }
        }
        out[end] = '\n';
    }

    /** A byte of a character after its first. */
    private static byte continuation(int bits) {
        return (byte) (0x80 | (bits & 0x3f));
    }

    /** Bytes of a text too long to give each character three of them. */
    private static int length(String text, int from, int to) {
        long length = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            length += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        if (length > Integer.MAX_VALUE - 16) {
            throw new IllegalArgumentException("the text is longer than two gigabytes");
        }
        return (int) length;
    }

    private void tokens() {
        byte[] text = bytes;
        int i = 1;
        while (true) {
            int start = i;
            int hash = TokenHash.BASIS;
            byte b = text[i];
            while (!(b <= ' ' && b >= 0 && (SEPARATORS >>> b & 1) != 0)) {
                hash = (hash ^ b) * TokenHash.PRIME;
                b = text[++i];
            }
            if (i > start) {
                if (token(text, start, i, hash)) {
                    return;
                }
            } else if (b == '\n') {
                token(END, 0, END.length, endHash);
                return;
            } else {
                i++;
            }
        }
    }

    /** Adds the rows of a token; true when it ends the line. */
    private boolean token(byte[] text, int start, int end, int hash) {
        Dictionary dictionary = model.dictionary();
        int id = dictionary.find(hash, text, start, end);
        boolean last = hash == endHash && Dictionary.isEnd(text, start, end);
        if (id >= dictionary.words() || (id < 0 && Dictionary.isLabel(text, start, end))) {
            return last;
        }
        if (model.wordNgrams() > 1) {
            if (tokens == hashes.length) {
                hashes = Arrays.copyOf(hashes, Math.max(256, 2 * tokens));
            }
            hashes[tokens++] = hash;
        }
        int[] known = model.known().rows();
        if (id >= 0 && known != null) {
            int from = model.known().start(id);
            int to = model.known().end(id);
            if (to - from <= ROWS) {
                if (waiting + to - from > ROWS) {
                    flush();
                }
                for (int i = from; i < to; i++) {
                    rows[waiting++] = known[i];
                }
                return last;
            }
        }
        if (id >= 0) {
            add(id);
        }
        if (!last) {
            subwords(text, start, end);
        }
        return last;
    }

    /** Adds the parts of a word; the bytes around it belong to white space and may be written to. */
    private void subwords(byte[] text, int start, int end) {
        Subwords subwords = model.subwords();
        if (!subwords.any()) {
            return;
        }
        byte before = text[start - 1];
        byte after = text[end];
        text[start - 1] = '<';
        text[end] = '>';
        int room = ROWS - subwords.most();
        for (int at = start - 1; at <= end; at++) {
            if (waiting > room) {
                flush();
            }
            waiting = subwords.rows(text, start - 1, at, end + 1, rows, waiting);
        }
        text[start - 1] = before;
        text[end] = after;
    }

    private void wordNgrams() {
        int most = model.wordNgrams();
        for (int i = 0; i < tokens; i++) {
            long hash = hashes[i];
            for (int j = i + 1; j < tokens && j < i + most; j++) {
                hash = hash * 116_049_371L + hashes[j];
                int row = model.buckets().row(hash);
                if (row >= 0) {
                    add(row);
                }
            }
        }
    }

    private void add(int row) {
        if (waiting == ROWS) {
            flush();
        }
        rows[waiting++] = row;
    }

    private void flush() {
        model.input().addRows(rows, waiting, hidden, scratch);
        total += waiting;
        waiting = 0;
    }
}
