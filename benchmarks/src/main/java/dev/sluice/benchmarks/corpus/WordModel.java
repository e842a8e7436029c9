package dev.sluice.benchmarks.corpus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A Markov chain of order one over the words of a text: which words follow which, as often as they do there. One word
 * in four is drawn by its frequency alone, so that texts of any number do not repeat the source's phrases.
 */
final class WordModel {
    private static final int FREE = 4;

    private final String[] words;
    private final int[] source;
    private final int[] starts;
    private final int[] places;

    private WordModel(String[] words, int[] source, int[] starts, int[] places) {
        this.words = words;
        this.source = source;
        this.starts = starts;
        this.places = places;
    }

    /** Learns from texts; of them only words of letters count, in lower case. */
    static WordModel of(Iterable<String> texts) {
        Map<String, Integer> numbers = new HashMap<>();
        List<String> words = new ArrayList<>();
        List<Integer> source = new ArrayList<>();
        for (String text : texts) {
            int from = 0;
            for (int i = 0; i <= text.length(); i++) {
                if (i < text.length() && Character.isLetter(text.charAt(i))) {
                    continue;
                }
                if (i > from && i - from <= 20) {
                    String word = text.substring(from, i).toLowerCase(Locale.ROOT);
                    source.add(numbers.computeIfAbsent(word, unseen -> {
                        words.add(unseen);
                        return words.size() - 1;
                    }));
                }
                from = i + 1;
            }
        }
        if (source.isEmpty()) {
            throw new IllegalArgumentException("there are no words to learn from");
        }
        int[] sequence = source.stream().mapToInt(Integer::intValue).toArray();
        int[] starts = new int[words.size() + 1];
        for (int word : sequence) {
            starts[word + 1]++;
        }
        for (int i = 0; i < words.size(); i++) {
            starts[i + 1] += starts[i];
        }
        int[] next = starts.clone();
        int[] places = new int[sequence.length];
        for (int i = 0; i < sequence.length; i++) {
            places[next[sequence[i]]++] = i;
        }
        return new WordModel(words.toArray(new String[0]), sequence, starts, places);
    }

    /** A word by its frequency. */
    int any(Draws draws) {
        return source[draws.below(source.length)];
    }

    /** A word that may follow another. */
    int after(int word, Draws draws) {
        if (draws.below(FREE) == 0) {
            return any(draws);
        }
        int place = places[starts[word] + draws.below(starts[word + 1] - starts[word])];
        return source[place + 1 == source.length ? 0 : place + 1];
    }

    String word(int number) {
        return words[number];
    }
}
