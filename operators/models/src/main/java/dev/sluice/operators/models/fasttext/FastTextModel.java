package dev.sluice.operators.models.fasttext;

import dev.sluice.operators.models.MappedFile;
import dev.sluice.operators.models.SharedModels;
import java.nio.file.Path;

/**
 * A supervised model of fastText, read from its {@code .bin} or {@code .ftz} file (format versions 11 and 12; dense or
 * quantised, pruned or not; softmax, hierarchical softmax, negative sampling and one-vs-all). Immutable and shared;
 * {@link #scorer} gives each thread a working form.
 *
 * <p>Source: Joulin et al., Bag of Tricks for Efficient Text Classification, 2016, and FastText.zip, 2016; the file format
 * of fastText 0.9.2. Probabilities agree with the tool's to a few units of single precision.
 */
public final class FastTextModel {
    private static final int MAGIC = 793_712_314;
    private static final int SUPERVISED = 3;

    private final Settings settings;
    private final Dictionary dictionary;
    private final Matrix input;
    private final Matrix output;
    private final Huffman huffman;
    private final String[] labels;

    /** How a model was trained. */
    enum Loss {
        HIERARCHICAL_SOFTMAX,
        NEGATIVE_SAMPLING,
        SOFTMAX,
        ONE_VS_ALL
    }

    /** What of the training matters to predictions. */
    record Settings(int dimension, int wordNgrams, Loss loss, int buckets, int minChars, int maxChars) {}

    private FastTextModel(Settings settings, Dictionary dictionary, Matrix input, Matrix output) {
        this.settings = settings;
        this.dictionary = dictionary;
        this.input = input;
        this.output = output;
        this.huffman = settings.loss() == Loss.HIERARCHICAL_SOFTMAX
                ? new Huffman(dictionary.labelCounts())
                : new Huffman(new long[0]);
        this.labels = new String[dictionary.labels()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = dictionary.label(i);
        }
    }

    /**
     * The model of a file, read once for all threads of a process.
     *
     * @throws dev.sluice.operators.models.ModelFormatException when the file is damaged or of another kind
     */
    public static FastTextModel open(Path file) {
        return SharedModels.get(FastTextModel.class, file, path -> read(new ModelInput(MappedFile.open(path))));
    }

    private static FastTextModel read(ModelInput in) {
        if (in.int32("the header") != MAGIC) {
            throw in.fault("this is no fastText model");
        }
        int version = in.int32("the header");
        if (version != 11 && version != 12) {
            throw in.fault("version " + version + " of the format is not known, only 11 and 12 are");
        }
        int dimension = in.int32("the header");
        in.skip(16, "the header"); // window, epochs, least count, negatives
        int wordNgrams = in.int32("the header");
        int loss = in.int32("the header");
        int kind = in.int32("the header");
        int buckets = in.int32("the header");
        int minChars = in.int32("the header");
        int maxChars = in.int32("the header");
        in.skip(12, "the header"); // update rate, sampling threshold
        if (kind != SUPERVISED) {
            throw in.fault("this model holds word vectors; only supervised models predict labels");
        }
        if (dimension < 1 || dimension > 1 << 20 || buckets < 0 || loss < 1 || loss > 4 || maxChars > 1000) {
            throw in.fault("dimension " + dimension + ", buckets " + buckets + ", loss " + loss + ", n-grams of up to "
                    + maxChars + " characters");
        }
        Settings settings = new Settings(
                dimension,
                wordNgrams,
                Loss.values()[loss - 1],
                buckets,
                Math.max(1, minChars),
                version == 11 ? 0 : maxChars); // version 11 knew no subwords in supervised models
        Dictionary dictionary = Dictionary.read(in);
        boolean quantised = in.unsignedByte("the matrices") != 0;
        Matrix input =
                quantised ? Matrix.readQuantised(in, "the input matrix") : Matrix.readDense(in, "the input matrix");
        boolean outputQuantised = in.unsignedByte("the matrices") != 0;
        Matrix output = quantised && outputQuantised
                ? Matrix.readQuantised(in, "the output matrix")
                : Matrix.readDense(in, "the output matrix");
        if (input.columns() != dimension || output.columns() != dimension || output.rows() < dictionary.labels()) {
            throw in.fault("matrices of " + input.columns() + " and " + output.columns() + " columns and "
                    + output.rows() + " rows for a dimension of " + dimension + " and " + dictionary.labels()
                    + " labels");
        }
        return new FastTextModel(settings, dictionary, input, output);
    }

    /** The labels with their prefix, in the order of the model. */
    public String[] labels() {
        return labels.clone();
    }

    String label(int number) {
        return labels[number];
    }

    /** A working form for one thread. */
    public FastTextScorer scorer() {
        return new FastTextScorer(this);
    }

    Settings settings() {
        return settings;
    }

    Dictionary dictionary() {
        return dictionary;
    }

    Matrix input() {
        return input;
    }

    Matrix output() {
        return output;
    }

    Huffman huffman() {
        return huffman;
    }
}
