package dev.sluice.operators.text.redpajama;

import dev.sluice.text.NGrams;
import dev.sluice.text.Tokens;

/** Shares of characters in frequent and in repeated n-grams of normalised words. Buffers are reused from text to text. */
final class Repetition {
    private final NGrams grams = new NGrams();
    private Tokens words;
    private long total;

    Repetition(Tokens none) {
        this.words = none;
    }

    /** Begins a text; afterwards n-grams of growing n can be asked for. */
    void begin(Tokens words) {
        this.words = words;
        total = 0;
        for (int i = 0; i < words.size(); i++) {
            total += words.length(i);
        }
        grams.begin(words, 1);
    }

    /** Characters of all words. */
    long total() {
        return total;
    }

    /** Share of characters in all occurrences of the most frequent n-gram, the first one of several; 0 for no repetition. */
    double top(int n) {
        grams.growTo(n);
        if (grams.most() <= 1 || total == 0) {
            return 0;
        }
        long chars = 0;
        for (int i = grams.mostFrequent(); i < grams.mostFrequent() + n; i++) {
            chars += words.length(i);
        }
        return (double) (chars * grams.most()) / total;
    }

    /** Share of characters in words that some repeated n-gram covers. */
    double duplicated(int n) {
        grams.growTo(n);
        if (grams.most() <= 1 || total == 0) {
            return 0;
        }
        long chars = 0;
        int covered = 0;
        for (int i = 0; i < grams.size(); i++) {
            if (grams.repeated(i)) {
                for (int j = Math.max(covered, i); j < i + n; j++) {
                    chars += words.length(j);
                }
                covered = i + n;
            }
        }
        return (double) chars / total;
    }

    /** Number of different words; to be asked for before any n-gram. */
    int distinct() {
        return grams.different();
    }

    /** Natural-log entropy of the words; to be asked for before any n-gram. */
    double entropy() {
        int size = words.size();
        double entropy = 0;
        for (int i = 0; i < size; i++) {
            int count = grams.countOfWord(i);
            if (count > 0) {
                double share = (double) count / size;
                entropy -= share * Math.log(share);
            }
        }
        return entropy;
    }
}
