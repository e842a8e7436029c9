package dev.sluice.operators.tokens;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * How often a sequence of 1 to 13 tokens follows itself at once, as Dolma's tagger tokenizer_repetitions_v2r2 counts: from
 * three times on, in texts of 100,000 characters at most, longer ones being cut, and without sequences that lie within
 * another. Takes time linear in the text, but for sorting what it finds; for one thread.
 */
final class TokenRepetition {
    private static final int LONGEST = 13;
    private static final int FEWEST_TIMES = 3;
    private static final int MOST_CHARACTERS = 100_000;

    private final TokenCounter counter;
    private int[] tokens = new int[256];
    private int size;

    TokenRepetition(TokenCounter counter) {
        this.counter = counter;
    }

    /** Tokens from start to end, and how often they hold the sequence that they repeat. */
    private record Run(int start, int end, int times) {}

    /** The most times; 0 where no sequence follows itself often enough. */
    int most(String text) {
        int most = 0;
        for (int from = 0, to; from < text.length(); from = to) {
            boolean rest =
                    text.length() - from <= 2 * MOST_CHARACTERS // else there are more, and counting all takes long
                            && text.codePointCount(from, text.length()) <= MOST_CHARACTERS;
            to = rest ? text.length() : text.offsetByCodePoints(from, MOST_CHARACTERS);
            size = 0;
            counter.each(text.substring(from, to), this::add);
            most = Math.max(most, most());
        }
        return most;
    }

    private void add(int token) {
        if (size == tokens.length) {
            tokens = Arrays.copyOf(tokens, 2 * size);
        }
        tokens[size++] = token;
    }

    private int most() {
        List<Run> runs = new ArrayList<>();
        for (int length = 1; length <= LONGEST; length++) {
            int start = 0;
            for (int i = length; i <= size; i++) {
                if (i < size && tokens[i] == tokens[i - length]) {
                    continue;
                }
                int times = (i - start) / length;
                if (times >= FEWEST_TIMES) {
                    runs.add(new Run(start, i, times));
                }
                start = i - length + 1;
            }
        }
        runs.sort(Comparator.comparingInt(Run::start)
                .thenComparing(Run::end, Comparator.reverseOrder())
                .thenComparing(Run::times, Comparator.reverseOrder()));
        int most = 0;
        int end = -1;
        for (Run run : runs) {
            if (run.end > end) {
                most = Math.max(most, run.times);
                end = run.end;
            }
        }
        return most;
    }
}
