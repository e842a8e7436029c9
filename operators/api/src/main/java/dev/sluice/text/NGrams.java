package dev.sluice.text;

import java.util.Arrays;

/**
 * The n-grams of a text's words for growing n: which of them come again, and which is the most frequent. A longer n-gram
 * can only come again where both of the shorter ones in it do, so that all but the first pass look at few places. Reused
 * from text to text.
 */
public final class NGrams {
    /** Odd, so that the order of words matters to the hash of an n-gram in every bit. */
    private static final long BASE = 0x9E3779B97F4A7C15L;

    private final Occurrences seen;
    private final Sieve sieve;
    private long[] words = {};
    private int size;
    private int n;

    /** Whether the n-gram at a place comes more than once. */
    private boolean[] again = {};

    /** Where the n-gram at a place came first, for places that were looked at. */
    private int[] firsts = {};

    /** How often the n-gram came whose first place this is. */
    private int[] counts = {};

    private int different;
    private int most;
    private int mostFrequent;

    /** n-grams with tables of their own. */
    public NGrams() {
        this(new Occurrences(), new Sieve());
    }

    /** n-grams with tables that others use before or afterwards, so that a giant text does not fill several. */
    public NGrams(Occurrences seen, Sieve sieve) {
        this.seen = seen;
        this.sieve = sieve;
    }

    /** Begins a text with n-grams of {@code from} words. */
    public void begin(Tokens tokens, int from) {
        begin(tokens.hashes(), tokens.size(), from);
    }

    /** Begins a text of {@code count} words, given by hashes that are well mixed in every bit, with n-grams of {@code from}. */
    public void begin(long[] hashes, int count, int from) {
        words = hashes;
        if (again.length <= count) {
            again = new boolean[count + 256];
            firsts = new int[count + 256];
            counts = new int[count + 256];
        }
        n = from;
        size = Math.max(0, count - n + 1);
        again[size] = false;
        int candidates = n == 1 ? size : sift();
        if (n == 1) { // most words come again, so that sifting them does not pay
            Arrays.fill(again, 0, size, true);
        }
        count(candidates);
    }

    /** Marks the places whose n-gram may come again; gives their number. */
    private int sift() {
        sieve.begin(size);
        for (int i = 0; i < size; i++) {
            sieve.add(hash(i));
        }
        int candidates = 0;
        for (int i = 0; i < size; i++) {
            again[i] = sieve.again(i);
            candidates += again[i] ? 1 : 0;
        }
        return candidates;
    }

    /** Goes on to n-grams of at least {@code wanted} words. */
    public void growTo(int wanted) {
        while (n < wanted) {
            n++;
            size = Math.max(0, size - 1);
            int candidates = 0;
            for (int i = 0; i < size; i++) {
                again[i] &= again[i + 1];
                candidates += again[i] ? 1 : 0;
            }
            again[size] = false;
            count(candidates);
        }
    }

    /** Counts the n-grams at the places that are marked, and leaves the marks of those that come again. */
    private void count(int candidates) {
        most = size == 0 ? 0 : 1;
        mostFrequent = 0;
        different = size - candidates;
        if (candidates == 0) {
            return;
        }
        seen.begin(candidates);
        for (int i = 0; i < size; i++) {
            if (!again[i]) {
                continue;
            }
            int first = seen.first(hash(i), i);
            firsts[i] = first;
            if (first == i) {
                counts[i] = 1;
                different++;
                continue;
            }
            int count = ++counts[first];
            if (count > most || (count == most && first < mostFrequent)) {
                most = count;
                mostFrequent = first;
            }
        }
        for (int i = 0; i < size; i++) {
            again[i] = again[i] && counts[firsts[i]] > 1;
        }
    }

    private long hash(int from) {
        long hash = words[from];
        for (int i = from + 1; i < from + n; i++) {
            hash = hash * BASE + words[i];
        }
        return hash;
    }

    /** Number of n-grams, repeated ones counted each time. */
    public int size() {
        return size;
    }

    /** Whether the n-gram that begins at a word comes more than once. */
    public boolean repeated(int word) {
        return again[word];
    }

    /** How often the n-gram that begins at a word comes. */
    public int occurrences(int word) {
        return again[word] ? counts[firsts[word]] : 1;
    }

    /** How often the most frequent n-gram comes; 0 when there is none. */
    public int most() {
        return most;
    }

    /** The word at which the most frequent n-gram comes first; the first one of several such n-grams. */
    public int mostFrequent() {
        return mostFrequent;
    }

    /** Number of different n-grams; of the n that {@link #begin} was given only. */
    public int different() {
        return different;
    }

    /**
     * How often the word at a place comes in all, if this is its first place; 0 if it is not. Only while the n-grams are
     * single words.
     */
    public int countOfWord(int word) {
        return firsts[word] == word ? counts[word] : 0;
    }
}
