package dev.sluice.operators.models.fasttext;

import dev.sluice.operators.SharedFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A supervised model of fastText, read from its {@code .bin} or {@code .ftz} file: softmax, hierarchical softmax, negative
 * sampling or one-vs-all; with subwords, word n-grams, quantised and pruned. Immutable and shared; a {@link FastTextScorer}
 * belongs to one thread.
 *
 * <p>Small matrices are held in memory, large ones are mapped. Sums run in single precision in the reference's order, so
 * that labels and their order are the reference's, and probabilities differ from it by no more than its exponential
 * function does.
 */
public final class FastTextModel {
    private final Dictionary dictionary;
    private final KnownWords known;
    private final Subwords subwords;
    private final Buckets buckets;
    private final int wordNgrams;
    private final Matrix input;
    private final Outputs outputs;
    private final List<String> labels;

    FastTextModel(
            Dictionary dictionary,
            KnownWords known,
            Subwords subwords,
            Buckets buckets,
            int wordNgrams,
            Matrix input,
            Outputs outputs) {
        this.dictionary = dictionary;
        this.known = known;
        this.subwords = subwords;
        this.buckets = buckets;
        this.wordNgrams = wordNgrams;
        this.input = input;
        this.outputs = outputs;
        List<String> names = new ArrayList<>();
        for (int i = 0; i < dictionary.labels(); i++) {
            names.add(dictionary.label(i));
        }
        this.labels = List.copyOf(names);
    }

    /**
     * Reads a model, or gives the one that was read before.
     *
     * @throws dev.sluice.operators.models.ModelFormatException when the file is no whole supervised model
     */
    public static FastTextModel open(Path file) {
        return SharedFiles.get(FastTextModel.class, file, FastTextReader::read);
    }

    /** All labels as the model spells them ({@code __label__en}), the most frequent in training first. */
    public List<String> labels() {
        return labels;
    }

    /** Length of a row. */
    public int dimension() {
        return input.columns();
    }

    public FastTextScorer scorer() {
        return new FastTextScorer(this);
    }

    Dictionary dictionary() {
        return dictionary;
    }

    KnownWords known() {
        return known;
    }

    Subwords subwords() {
        return subwords;
    }

    Buckets buckets() {
        return buckets;
    }

    int wordNgrams() {
        return wordNgrams;
    }

    Matrix input() {
        return input;
    }

    Outputs outputs() {
        return outputs;
    }
}
