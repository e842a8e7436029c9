package dev.sluice.operators.text.dolma;

import dev.sluice.operators.Annotator;
import dev.sluice.operators.Document;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Values;
import dev.sluice.text.Length;
import dev.sluice.text.NGrams;
import dev.sluice.text.Pieces;
import dev.sluice.text.Tokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures the attributes of Dolma's Gopher tagger under their published names. It drops nothing. Words end at white
 * space; shares of characters are of the characters of words. An n for which the text is too short has no value.
 *
 * <p>Dolma counts differently from {@code gopher_quality} and {@code gopher_repetition}: the median length of words
 * instead of the mean, words that hold a symbol instead of symbols, every occurrence of a repeated line or n-gram
 * instead of those after the first.
 *
 * <p>Dolma 1.6 drops pages of Common Crawl with fewer than 50 or more than 100,000 words, a median word length below 3
 * or above 10, {@code symbol_to_word_ratio} above 0.1, fewer than 0.8 of the words with a letter, fewer than 2 required
 * words, more than 0.9 bulleted lines, 0.3 of the lines ending with an ellipsis, 0.3 repeated lines or characters in
 * them, more than 0.20, 0.18 and 0.16 of the characters in the most frequent sequence of 2, 3 and 4 words, or more than
 * 0.15, 0.14, 0.13, 0.12, 0.11 and 0.10 in repeated sequences of 5 to 10 words; {@code keep_if} does so here.
 */
@Operator.Info(
        name = "dolma_gopher",
        since = "0.1",
        summary = "Measures the attributes of Dolma's Gopher tagger.",
        source = "Dolma's taggers gopher_v1 and gopher_v2 (Soldaini et al., 2024)",
        cost = Operator.Cost.MODERATE)
public record DolmaGopher(
        @Param(doc = "Which of Dolma's taggers is followed; they differ in what a line is.", def = "v2")
        Version version)
        implements Annotator {

    /** Which tagger is followed. */
    public enum Version {
        /** Tagger gopher_v1: lines end at every line feed. */
        V1,
        /** Tagger gopher_v2: lines end at runs of line feeds, so that there are no empty ones between them. */
        V2
    }

    private static final Signal CHARACTERS = Signal.count("character_count", "characters", "characters of the text");
    private static final Signal WORDS = Signal.count("word_count", "words", "words");
    private static final Signal MEDIAN =
            Signal.number("median_word_length", "characters", "median length of a word in characters");
    private static final Signal SYMBOLS = Signal.number(
            "symbol_to_word_ratio", "share of words, 0 to 1", "share of words that hold a hash sign or an ellipsis");
    private static final Signal ALPHABETIC = Signal.number(
            "fraction_of_words_with_alpha_character", "share of words, 0 to 1", "share of words that hold a letter");
    private static final Signal REQUIRED =
            Signal.count("required_word_count", "words", "occurrences of the, be, to, of, and, that, have, with");
    private static final Signal BULLETS = Signal.number(
            "fraction_of_lines_starting_with_bullet_point",
            "share of lines, 0 to 1",
            "share of lines that begin with * or -");
    private static final Signal ELLIPSES = Signal.number(
            "fraction_of_lines_ending_with_ellipsis",
            "share of lines, 0 to 1",
            "share of lines that end with an ellipsis sign");
    private static final Signal REPEATED_LINES = Signal.number(
            "fraction_of_duplicate_lines", "share of lines, 0 to 1", "share of lines that occur more than once");
    private static final Signal REPEATED_LINE_CHARACTERS = Signal.number(
            "fraction_of_characters_in_duplicate_lines",
            "characters per character",
            "characters of lines that occur more than once, over characters of words; may exceed 1");
    private static final int SHORTEST = 2;
    private static final int LONGEST_TOP = 4;
    private static final int LONGEST = 10;
    private static final Signal[] NGRAMS = new Signal[LONGEST + 1];
    private static final List<String> REQUIRED_WORDS = List.of("the", "be", "to", "of", "and", "that", "have", "with");

    static {
        for (int n = SHORTEST; n <= LONGEST; n++) {
            NGRAMS[n] = n <= LONGEST_TOP
                    ? Signal.number(
                            "fraction_of_characters_in_most_common_" + n + "grams",
                            "share of characters; above 1 where occurrences overlap",
                            "share of characters in the most frequent sequence of " + n + " words")
                    : Signal.number(
                            "fraction_of_characters_in_duplicate_" + n + "grams",
                            "share of characters, 0 to 1",
                            "share of characters in sequences of " + n + " words that occur more than once");
        }
    }

    @Override
    public List<Signal> signals() {
        List<Signal> signals = new ArrayList<>(List.of(
                CHARACTERS,
                WORDS,
                MEDIAN,
                SYMBOLS,
                ALPHABETIC,
                REQUIRED,
                BULLETS,
                ELLIPSES,
                REPEATED_LINES,
                REPEATED_LINE_CHARACTERS));
        signals.addAll(Arrays.asList(NGRAMS).subList(SHORTEST, LONGEST + 1));
        return signals;
    }

    @Override
    public Pass open(Resources resources) {
        NGrams ngrams = new NGrams();
        return (batch, measured) -> {
            for (int i = 0; i < batch.size(); i++) {
                measure(batch.get(i), ngrams, measured.get(i));
            }
        };
    }

    private void measure(Document document, NGrams ngrams, Values measured) {
        String text = document.text();
        Tokens words = Tokens.whitespace(document);
        int characters = 0;
        int symbols = 0;
        int alphabetic = 0;
        int required = 0;
        int[] lengths = new int[words.size()];
        for (int i = 0; i < words.size(); i++) {
            lengths[i] = words.length(i);
            characters += lengths[i];
            symbols += holdsSymbol(text, words.start(i), words.end(i)) ? 1 : 0;
            alphabetic += words.hasLetter(i) ? 1 : 0;
            required += isRequired(words, i) ? 1 : 0;
        }
        measured.set(CHARACTERS, Length.of(document));
        measured.set(WORDS, words.size());
        double of = Math.max(1, words.size());
        measured.set(SYMBOLS, symbols / of);
        measured.set(ALPHABETIC, alphabetic / of);
        measured.set(REQUIRED, required);
        if (words.size() > 0) {
            ngrams(words, lengths, Math.max(1, characters), ngrams, measured);
        }
        measured.set(MEDIAN, median(lengths));
        lines(document, Math.max(1, characters), measured);
    }

    private static boolean holdsSymbol(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) == '#' || text.charAt(i) == '\u2026') {
                return true;
            }
        }
        return false;
    }

    private static boolean isRequired(Tokens words, int i) {
        int length = words.end(i) - words.start(i);
        if (length < 2 || length > 4) {
            return false;
        }
        for (String word : REQUIRED_WORDS) {
            if (words.is(i, word)) {
                return true;
            }
        }
        return false;
    }

    /** Sorts the lengths. */
    private static double median(int[] lengths) {
        if (lengths.length == 0) {
            return 0;
        }
        Arrays.sort(lengths);
        int middle = lengths.length / 2;
        return lengths.length % 2 == 1 ? lengths[middle] : (lengths[middle - 1] + lengths[middle]) / 2.0;
    }

    private static void ngrams(Tokens words, int[] lengths, int characters, NGrams ngrams, Values measured) {
        long[] before = new long[lengths.length + 1];
        for (int i = 0; i < lengths.length; i++) {
            before[i + 1] = before[i] + lengths[i];
        }
        for (int n = SHORTEST; n <= LONGEST && n <= words.size(); n++) {
            if (n == SHORTEST) {
                ngrams.begin(words, n);
            } else {
                ngrams.growTo(n);
            }
            if (n <= LONGEST_TOP) {
                int top = ngrams.mostFrequent();
                long length = before[top + n] - before[top];
                measured.set(NGRAMS[n], (double) (ngrams.most() * length) / characters);
                continue;
            }
            long all = 0;
            long repeated = 0;
            for (int i = 0; i < ngrams.size(); i++) {
                long length = before[i + n] - before[i];
                all += length;
                repeated += ngrams.repeated(i) ? length : 0;
            }
            measured.set(NGRAMS[n], (double) repeated / Math.max(1, all));
        }
    }

    private void lines(Document document, int characters, Values measured) {
        String text = document.text();
        if (text.isEmpty()) {
            measured.set(BULLETS, 0.0);
            measured.set(ELLIPSES, 0.0);
            measured.set(REPEATED_LINES, 0.0);
            measured.set(REPEATED_LINE_CHARACTERS, 0.0);
            return;
        }
        Pieces lines = version == Version.V1 ? Pieces.newlines(document) : Pieces.newlineRuns(document);
        int bullets = 0;
        int ellipses = 0;
        Map<String, int[]> counts = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = text.substring(lines.start(i), lines.end(i));
            bullets += line.startsWith("*") || line.startsWith("-") ? 1 : 0;
            ellipses += line.endsWith("\u2026") ? 1 : 0;
            counts.computeIfAbsent(line, key -> new int[1])[0]++;
        }
        long repeated = 0;
        long repeatedCharacters = 0;
        for (Map.Entry<String, int[]> line : counts.entrySet()) {
            int count = line.getValue()[0];
            if (count > 1) {
                repeated += count;
                repeatedCharacters += (long) count
                        * line.getKey().codePointCount(0, line.getKey().length());
            }
        }
        double of = Math.max(1, lines.size());
        measured.set(BULLETS, bullets / of);
        measured.set(ELLIPSES, ellipses / of);
        measured.set(REPEATED_LINES, repeated / of);
        measured.set(REPEATED_LINE_CHARACTERS, (double) repeatedCharacters / characters);
    }
}
