package dev.sluice.operators.language;

/**
 * Finds the most probable language of a text: which n-grams of one to three UTF-16 code units the normalised, lower-cased
 * text has, how often does not matter, and the softmax over the sums of their weights. Gives the answers of OpenNLP's
 * detector without making a string per n-gram. Used by one thread at a time.
 */
final class Detector {
    private final DetectorModel model;
    private final DetectorText text = new DetectorText();
    private final double[] sums;
    /** The number of the text in which an n-gram was met last. */
    private final int[] metIn;

    private int number;
    private int best;
    private double score;

    Detector(DetectorModel model) {
        this.model = model;
        this.sums = new double[model.languages()];
        this.metIn = new int[model.features()];
    }

    /** Looks at the beginning of a text, up to {@code end}. */
    void detect(String document, int end) {
        text.set(document, end);
        if (++number == 0) { // after 2^32 texts
            java.util.Arrays.fill(metIn, 0);
            number = 1;
        }
        java.util.Arrays.fill(sums, 0);
        char[] units = text.units();
        int length = text.length();
        for (int i = 0; i < length; i++) {
            long key = 0;
            int longest = Math.min(DetectorModel.LONGEST, length - i);
            for (int n = 1; n <= longest; n++) {
                key = key << 16 | units[i + n - 1];
                int feature = model.feature(DetectorModel.key(n, key));
                if (feature >= 0 && metIn[feature] != number) {
                    metIn[feature] = number;
                    model.add(feature, sums);
                }
            }
        }
        best = 0;
        for (int i = 1; i < sums.length; i++) {
            best = sums[i] > sums[best] ? i : best;
        }
        double total = 0;
        for (double sum : sums) {
            total += Math.exp(sum - sums[best]); // without the shift, long texts overflow
        }
        score = 1 / total;
    }

    /** ISO 639-3 code of the language found last. */
    String language() {
        return model.language(best);
    }

    /** The number of that language in the model. */
    int best() {
        return best;
    }

    /** Its share among all languages. */
    double score() {
        return score;
    }
}
