package dev.sluice.operators.language;

import dev.sluice.operators.BundledAsset;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The maximum entropy model of OpenNLP's language detector as a table from n-grams of one to three UTF-16 code units to
 * weights by language. Read once a process from the jar that ships it, and only when a recipe asks for it; holds about
 * 30 MB.
 */
final class DetectorModel {
    /** Longest n-gram in UTF-16 code units; three and the length fit a 64-bit key. */
    static final int LONGEST = 3;

    private static final String RESOURCE = "/langdetect-183.bin";
    private static final String ENTRY = "langdetect.model";

    private final String[] languages;
    /** An open-addressing table of the n-grams; a key is never 0. */
    private final long[] keys;

    private final int[] features;
    private final int mask;
    /** Where the weights of a feature begin; one more at the end. */
    private final int[] starts;

    private final short[] outcomes;
    private final double[] weights;

    private DetectorModel(String[] languages, List<String> ngrams, List<short[]> outcomesByFeature, double[] weights) {
        this.languages = languages;
        int size = Integer.highestOneBit(ngrams.size() * 2) << 1;
        this.mask = size - 1;
        this.keys = new long[size];
        this.features = new int[size];
        this.starts = new int[ngrams.size() + 1];
        this.outcomes = new short[weights.length];
        this.weights = weights;
        for (int feature = 0; feature < ngrams.size(); feature++) {
            short[] own = outcomesByFeature.get(feature);
            System.arraycopy(own, 0, outcomes, starts[feature], own.length);
            starts[feature + 1] = starts[feature] + own.length;
            put(ngrams.get(feature), feature);
        }
    }

    /** The file it is read from. */
    static BundledAsset asset() {
        return new BundledAsset(
                "langdetect-183",
                "2ddf585fac2e02a9dcfb9a4a9cc9417562eaac351be2efb506a2eaa87f19e9d4",
                "Apache-2.0",
                "https://opennlp.apache.org/models.html, as opennlp-models-langdetect 1.3.0 ships it",
                List.of("language"),
                DetectorModel.class,
                List.of(RESOURCE));
    }

    private static final class Holder {
        private static final DetectorModel INSTANCE = load();
    }

    static DetectorModel shared() {
        return Holder.INSTANCE;
    }

    private static DetectorModel load() {
        try (InputStream in = DetectorModel.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the model " + RESOURCE + " is not on the class path");
            }
            ZipInputStream zip = new ZipInputStream(new BufferedInputStream(in));
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals(ENTRY)) {
                    return read(new DataInputStream(new BufferedInputStream(zip, 1 << 16)));
                }
            }
            throw new IllegalStateException("the model " + RESOURCE + " has no entry " + ENTRY);
        } catch (IOException cause) {
            throw new UncheckedIOException("the model " + RESOURCE, cause);
        }
    }

    /**
     * Reads the file: the name "GIS", two values of the training that evaluation does not use, languages, groups of
     * n-grams that have weights for the same languages, n-grams group by group, weights n-gram by n-gram.
     */
    private static DetectorModel read(DataInputStream in) throws IOException {
        String kind = in.readUTF();
        if (!kind.equals("GIS")) {
            throw new IOException("is a model of kind " + kind + ", expected GIS");
        }
        in.readInt();
        in.readDouble();
        String[] languages = new String[in.readInt()];
        for (int i = 0; i < languages.length; i++) {
            languages[i] = in.readUTF();
        }
        int groups = in.readInt();
        List<short[]> outcomes = new ArrayList<>();
        int total = 0;
        for (int group = 0; group < groups; group++) {
            String[] numbers = in.readUTF().split(" ", -1);
            short[] own = new short[numbers.length - 1];
            for (int i = 0; i < own.length; i++) {
                own[i] = Short.parseShort(numbers[i + 1]);
            }
            int members = Integer.parseInt(numbers[0]);
            for (int i = 0; i < members; i++) {
                outcomes.add(own);
            }
            total += members * own.length;
        }
        int count = in.readInt();
        if (count != outcomes.size()) {
            throw new IOException("has " + count + " n-grams, expected " + outcomes.size());
        }
        List<String> ngrams = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ngrams.add(in.readUTF());
        }
        double[] weights = new double[total];
        for (int i = 0; i < total; i++) {
            weights[i] = in.readDouble();
        }
        return new DetectorModel(languages, ngrams, outcomes, weights);
    }

    /** The key of an n-gram: its code units, the last one lowest, below its length. */
    static long key(long length, long units) {
        return length << 48 | units;
    }

    private void put(String ngram, int feature) {
        int length = ngram.length();
        if (length == 0 || length > LONGEST) {
            return; // texts have no such n-grams
        }
        long units = 0;
        for (int i = 0; i < length; i++) {
            units = units << 16 | ngram.charAt(i);
        }
        long key = key(length, units);
        int slot = slot(key);
        while (keys[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        keys[slot] = key;
        features[slot] = feature;
    }

    private int slot(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 40) & mask;
    }

    /** The number of an n-gram, or -1. */
    int feature(long key) {
        int slot = slot(key);
        while (true) {
            long found = keys[slot];
            if (found == key) {
                return features[slot];
            }
            if (found == 0) {
                return -1;
            }
            slot = (slot + 1) & mask;
        }
    }

    int features() {
        return starts.length - 1;
    }

    int languages() {
        return languages.length;
    }

    /** ISO 639-3 code of a language. */
    String language(int number) {
        return languages[number];
    }

    /** Adds the weights of an n-gram to the sums by language. */
    void add(int feature, double[] sums) {
        for (int i = starts[feature], end = starts[feature + 1]; i < end; i++) {
            sums[outcomes[i]] += weights[i];
        }
    }

    @Override
    public String toString() {
        return "detector of " + Arrays.toString(languages);
    }
}
