package dev.sluice.benchmarks.corpus;

import java.util.Arrays;

/**
 * The documents of a corpus by their number. A document is made of its number and the seed alone, so a duplicate makes
 * its original anew instead of keeping it: a corpus of any size needs the same memory.
 */
final class Planted {
    /** Words a shingle of the similarity that is told. */
    static final int SHINGLE = 5;

    private static final double[] SIMILARITIES = {0.5, 0.6, 0.7, 0.8, 0.9, 0.95};
    private static final int KIND = 1;
    private static final int WORDS = 2;
    private static final int EDITS = 3;
    private static final int LAYOUT = 4;

    private final CorpusOptions options;
    private final WordModel[] models;

    Planted(CorpusOptions options, WordModel[] models) {
        this.options = options;
        this.models = models;
    }

    /** What a document is. */
    enum Kind {
        /** A text of its own. */
        ORIGINAL,
        /** A page of short lines without sentences, as menus are. */
        MENU,
        /** The text of an earlier original. */
        EXACT,
        /** The text of an earlier original with some of its words replaced. */
        NEAR
    }

    /**
     * A document.
     *
     * @param kind what it is
     * @param original number of the document it repeats, or its own
     * @param language index of its language
     * @param jaccard similarity to its original: of the sets of their 5-word shingles, 1 for an exact duplicate
     * @param text the text
     */
    record Page(Kind kind, long original, int language, double jaccard, String text) {}

    Page page(long number) {
        Draws draws = Draws.of(options.seed(), number, KIND);
        Kind kind = kind(number, draws);
        long original = kind == Kind.EXACT || kind == Kind.NEAR ? earlier(number, draws) : number;
        int language = language(original);
        int[] words = words(original, language);
        double jaccard = 1;
        if (kind == Kind.NEAR) {
            int[] edited = edit(words, SIMILARITIES[draws.below(SIMILARITIES.length)], number, language);
            jaccard = jaccard(words, edited);
            words = edited;
        }
        String text = kind == Kind.MENU ? menu(words, language) : prose(words, original, language);
        return new Page(kind, original, language, jaccard, text);
    }

    private Kind kind(long number, Draws draws) {
        double share = draws.share();
        if (number > 0 && share < options.exactShare()) {
            return Kind.EXACT;
        }
        if (number > 0 && share < options.exactShare() + options.nearShare()) {
            return Kind.NEAR;
        }
        // The first document is an original, so that every duplicate finds one.
        return number > 0 && share > 1 - options.menuShare() ? Kind.MENU : Kind.ORIGINAL;
    }

    private long earlier(long number, Draws draws) {
        for (int i = 0; i < 64; i++) {
            long candidate = draws.below(number);
            if (kind(candidate, Draws.of(options.seed(), candidate, KIND)) == Kind.ORIGINAL) {
                return candidate;
            }
        }
        return 0;
    }

    private int language(long original) {
        return models.length == 1
                ? 0
                : (int) options.pick(Draws.of(options.seed(), original, LAYOUT).share());
    }

    private int[] words(long number, int language) {
        Draws draws = Draws.of(options.seed(), number, WORDS);
        int[] words = new int[options.minWords() + draws.below(options.maxWords() - options.minWords() + 1)];
        int last = models[language].any(draws);
        for (int i = 0; i < words.length; i++) {
            words[i] = last;
            last = models[language].after(last, draws);
        }
        return words;
    }

    /**
     * Replaces words at even distances. A replaced word changes the {@value #SHINGLE} shingles that hold it, so of n
     * shingles {@code n (1 - s) / (1 + s)} have to change for a similarity of s. What came of it is measured.
     */
    private int[] edit(int[] words, double similarity, long number, int language) {
        Draws draws = Draws.of(options.seed(), number, EDITS);
        int[] edited = words.clone();
        int shingles = Math.max(1, words.length - SHINGLE + 1);
        int edits = (int) Math.max(1, Math.round(shingles * (1 - similarity) / (1 + similarity) / SHINGLE));
        for (int i = 0; i < edits; i++) {
            int at = (int) Math.min(words.length - 1, SHINGLE + (long) i * words.length / edits);
            int other = models[language].any(draws);
            while (other == words[at]) {
                other = models[language].any(draws);
            }
            edited[at] = other;
        }
        return edited;
    }

    /** The Jaccard similarity of the shingle sets of two word sequences. */
    static double jaccard(int[] one, int[] other) {
        long[] a = shingles(one);
        long[] b = shingles(other);
        int common = 0;
        for (int i = 0, j = 0; i < a.length && j < b.length; ) {
            if (a[i] == b[j]) {
                common++;
                i++;
                j++;
            } else if (a[i] < b[j]) {
                i++;
            } else {
                j++;
            }
        }
        int all = a.length + b.length - common;
        return all == 0 ? 0 : (double) common / all;
    }

    private static long[] shingles(int[] words) {
        int count = Math.max(0, words.length - SHINGLE + 1);
        long[] hashes = new long[count];
        for (int i = 0; i < count; i++) {
            long hash = 0;
            for (int j = i; j < i + SHINGLE; j++) {
                hash = (hash ^ (words[j] + 1)) * 0x9e3779b97f4a7c15L;
                hash ^= hash >>> 29;
            }
            hashes[i] = hash;
        }
        return Arrays.stream(hashes).sorted().distinct().toArray();
    }

    private String prose(int[] words, long original, int language) {
        // Where sentences end depends on the original, so that a near duplicate differs in its words alone.
        Draws draws = Draws.of(options.seed(), original, LAYOUT + 1);
        StringBuilder text = new StringBuilder(words.length * 7);
        int sentence = 0;
        int paragraph = 0;
        int length = 8 + draws.below(18);
        for (int i = 0; i < words.length; i++) {
            String word = models[language].word(words[i]);
            if (sentence == 0) {
                text.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
            } else {
                text.append(word);
            }
            sentence++;
            if (i == words.length - 1) {
                text.append('.');
            } else if (sentence >= length) {
                sentence = 0;
                length = 8 + draws.below(18);
                paragraph++;
                text.append(draws.below(12) == 0 ? '?' : '.');
                if (paragraph >= 3 && draws.below(3) == 0) {
                    paragraph = 0;
                    text.append('\n');
                } else {
                    text.append(' ');
                }
            } else {
                text.append(draws.below(14) == 0 ? ", " : " ");
            }
        }
        return text.toString();
    }

    private String menu(int[] words, int language) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words.length; i++) {
            text.append(models[language].word(words[i])).append(i % 3 == 2 ? '\n' : ' ');
        }
        return text.toString();
    }
}
