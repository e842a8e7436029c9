package dev.sluice.operators.text.redpajama;

import dev.sluice.operators.Hashing;
import dev.sluice.text.LongCounter;
import dev.sluice.text.Tokens;
import java.util.Arrays;

/** Shares of characters in frequent and in repeated n-grams of normalised words. Buffers are reused from text to text. */
final class Repetition {
    private final LongCounter counter = new LongCounter();
    private long[] grams = new long[1024];
    private int[] lengths = new int[1024];
    private Tokens words;
    private long total;
    private int n;

    Repetition(Tokens none) {
        this.words = none;
    }

    /** Begins a text; afterwards n-grams of growing n can be asked for. */
    void begin(Tokens words) {
        this.words = words;
        int size = words.size();
        if (size > grams.length) {
            grams = new long[2 * size];
            lengths = new int[2 * size];
        }
        long[] hashes = words.hashes();
        total = 0;
        for (int i = 0; i < size; i++) {
            grams[i] = Hashing.mix(hashes[i]);
            lengths[i] = words.length(i);
            total += lengths[i];
        }
        n = 1;
    }

    /** Characters of all words. */
    long total() {
        return total;
    }

    /** Makes the hashes those of n-grams, for a larger n than before; gives their number. */
    private int grow(int wanted) {
        long[] hashes = words.hashes();
        for (; n < wanted; n++) {
            int count = words.size() - n;
            for (int i = 0; i < count; i++) {
                grams[i] = Hashing.mix(grams[i] * 31 + hashes[i + n]);
            }
        }
        return words.size() - n + 1;
    }

    /** Share of characters in all occurrences of the most frequent n-gram, the first one of several; 0 for no repetition. */
    double top(int wanted) {
        int count = grow(wanted);
        if (count <= 0 || total == 0) {
            return 0;
        }
        counter.reset(count);
        int most = 0;
        for (int i = 0; i < count; i++) {
            most = Math.max(most, counter.add(grams[i]));
        }
        if (most <= 1) {
            return 0;
        }
        int first = 0;
        while (counter.count(grams[first]) != most) {
            first++;
        }
        long chars = 0;
        for (int i = first; i < first + wanted; i++) {
            chars += lengths[i];
        }
        return (double) (chars * most) / total;
    }

    /** Share of characters in words that some repeated n-gram covers. */
    double duplicated(int wanted) {
        int count = grow(wanted);
        if (count <= 0 || total == 0) {
            return 0;
        }
        counter.reset(count);
        boolean any = false;
        for (int i = 0; i < count; i++) {
            any |= counter.add(grams[i]) > 1;
        }
        if (!any) {
            return 0;
        }
        long chars = 0;
        int covered = 0;
        for (int i = 0; i < count; i++) {
            if (counter.count(grams[i]) > 1) {
                for (int j = Math.max(covered, i); j < i + wanted; j++) {
                    chars += lengths[j];
                }
                covered = i + wanted;
            }
        }
        return (double) chars / total;
    }

    /** Natural-log entropy of the words, and how many different ones there are. */
    double[] unigrams() {
        long[] hashes = words.hashes();
        int size = words.size();
        counter.reset(size);
        long[] distinct = new long[size];
        int count = 0;
        for (int i = 0; i < size; i++) {
            long key = Hashing.mix(hashes[i]);
            if (counter.add(key) == 1) {
                distinct[count++] = key;
            }
        }
        double entropy = 0;
        for (long key : Arrays.copyOf(distinct, count)) {
            double share = (double) counter.count(key) / size;
            entropy -= share * Math.log(share);
        }
        return new double[] {entropy, count};
    }
}
