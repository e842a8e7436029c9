package dev.sluice.operators.text.words;

import dev.sluice.operators.Document;
import dev.sluice.operators.Hashing;
import dev.sluice.operators.View;
import dev.sluice.text.CodePointSet;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * Words as Data-Juicer refines them: the text cut at spaces, tabs and line feeds alone, each piece without the special
 * characters at its ends, empty ones left out. Words are known by 64-bit hashes.
 */
public final class StrippedWords {
    private static final View<StrippedWords> PLAIN = new View<>() {
        @Override
        protected StrippedWords compute(Document document) {
            return cut(document.text());
        }
    };
    private static final View<StrippedWords> LOWER = new View<>() {
        @Override
        protected StrippedWords compute(Document document) {
            return cut(document.text().toLowerCase(Locale.ROOT));
        }
    };

    private final long[] hashes;

    private StrippedWords(long[] hashes) {
        this.hashes = hashes;
    }

    /** The words in their own case. */
    public static StrippedWords of(Document document) {
        return document.view(PLAIN);
    }

    /** The words in lower case. */
    public static StrippedWords lowerCase(Document document) {
        return document.view(LOWER);
    }

    private static StrippedWords cut(String text) {
        CodePointSet special = CodePointSet.dataJuicerSpecial();
        long[] hashes = new long[16];
        int size = 0;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i == text.length() ? ' ' : text.charAt(i);
            if (c != ' ' && c != '\t' && c != '\n') {
                continue;
            }
            int from = start;
            int to = i;
            while (from < to && special.contains(text.codePointAt(from))) {
                from += Character.charCount(text.codePointAt(from));
            }
            while (to > from && special.contains(text.codePointBefore(to))) {
                to -= Character.charCount(text.codePointBefore(to));
            }
            if (to > from) {
                if (size == hashes.length) {
                    hashes = Arrays.copyOf(hashes, 2 * size);
                }
                hashes[size++] = hash(text, from, to);
            }
            start = i + 1;
        }
        return new StrippedWords(Arrays.copyOf(hashes, size));
    }

    private static long hash(String text, int from, int to) {
        long hash = (long) to - from;
        for (int i = from; i < to; i++) {
            hash = hash * 0x9e3779b97f4a7c15L + text.charAt(i);
        }
        return Hashing.mix(hash);
    }

    /** Number of words. */
    public int size() {
        return hashes.length;
    }

    long hash(int i) {
        return hashes[i];
    }

    /** How many words, repetitions counted, are among the entries of a list. */
    int countIn(long[] sortedEntries) {
        int count = 0;
        for (long hash : hashes) {
            count += Arrays.binarySearch(sortedEntries, hash) >= 0 ? 1 : 0;
        }
        return count;
    }

    /** The hashes of a list of words, sorted. */
    static long[] entries(Set<String> words) {
        return words.stream()
                .mapToLong(word -> hash(word, 0, word.length()))
                .sorted()
                .toArray();
    }
}
