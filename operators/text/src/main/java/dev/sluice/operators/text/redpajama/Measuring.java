package dev.sluice.operators.text.redpajama;

import dev.sluice.operators.Document;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Values;
import dev.sluice.operators.text.url.Url;
import dev.sluice.text.Chars;
import dev.sluice.text.Length;
import dev.sluice.text.NormalizedText;
import dev.sluice.text.Symbols;
import dev.sluice.text.Tokens;
import dev.sluice.text.WordSet;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Measures the signals of one document after the other. */
final class Measuring {
    private final Lists lists;
    private final String urlField;
    private final Repetition repetition = new Repetition(Tokens.whitespace(Document.of("")));
    private final LineSignals lines;

    // The signals by name; null for those that nobody wants. Looked up once, not for every document.
    private final @Nullable Signal curlyBracket;
    private final @Nullable Signal loremIpsum;
    private final @Nullable Signal badWords;
    private final @Nullable Signal hostCategory;
    private final @Nullable Signal stopWordFraction;
    private final @Nullable Signal wordCount;
    private final @Nullable Signal meanWordLength;
    private final @Nullable Signal uniqueWords;
    private final @Nullable Signal entropy;
    private final @Nullable Signal sentences;
    private final @Nullable Signal symbols;
    private final @Nullable Signal noAlpha;
    private final @Nullable Signal allCaps;
    private final @Nullable Signal[] top = new @Nullable Signal[5];
    private final @Nullable Signal[] duplicated = new @Nullable Signal[11];

    Measuring(Set<Signal> wanted, Lists lists, String urlField) {
        this.lists = lists;
        this.urlField = urlField;
        Map<String, Signal> signals = new HashMap<>();
        for (Signal signal : wanted) {
            signals.put(signal.name(), signal);
        }
        lines = new LineSignals(signals::get);
        curlyBracket = signals.get("rps_doc_curly_bracket");
        loremIpsum = signals.get("rps_doc_lorem_ipsum");
        badWords = signals.get("rps_doc_ldnoobw_words");
        hostCategory = signals.get("rps_doc_ut1_blacklist");
        stopWordFraction = signals.get("rps_doc_stop_word_fraction");
        wordCount = signals.get("rps_doc_word_count");
        meanWordLength = signals.get("rps_doc_mean_word_length");
        uniqueWords = signals.get("rps_doc_frac_unique_words");
        entropy = signals.get("rps_doc_unigram_entropy");
        sentences = signals.get("rps_doc_num_sentences");
        symbols = signals.get("rps_doc_symbol_to_word_ratio");
        noAlpha = signals.get("rps_doc_frac_no_alph_words");
        allCaps = signals.get("rps_doc_frac_all_caps_words");
        for (int n = 2; n <= 4; n++) {
            top[n] = signals.get("rps_doc_frac_chars_top_" + n + "gram");
        }
        for (int n = 5; n <= 10; n++) {
            duplicated[n] = signals.get("rps_doc_frac_chars_dupe_" + n + "grams");
        }
    }

    private static void number(@Nullable Signal signal, Values measured, DoubleSupplier value) {
        if (signal != null) {
            measured.set(signal, Rounded.of(value.getAsDouble()));
        }
    }

    void measure(Document document, String language, Values measured) {
        Lists.Words list = lists.of(language);
        Document normal = NormalizedText.of(document);
        Tokens words = Tokens.whitespace(normal);
        repetition.begin(words);
        content(document, normal, words, list, measured);
        language(document, words, list, measured);
        for (int n = 2; n <= 4; n++) {
            int size = n;
            number(top[n], measured, () -> repetition.top(size));
        }
        for (int n = 5; n <= 10; n++) {
            int size = n;
            number(duplicated[n], measured, () -> repetition.duplicated(size));
        }
        lines.measure(document, measured);
    }

    private void content(Document document, Document normal, Tokens words, Lists.Words list, Values measured) {
        String text = document.text();
        int length = Length.of(document);
        number(
                curlyBracket,
                measured,
                () -> length == 0 ? 0 : (double) (Symbols.count(text, '{') + Symbols.count(text, '}')) / length);
        int normalLength = Length.of(normal);
        number(
                loremIpsum,
                measured,
                () -> normalLength == 0 ? 0 : (double) occurrences(normal.text(), "lorem ipsum") / normalLength);
        number(badWords, measured, () -> badWords(normal.text(), words, list));
        if (hostCategory != null && document.field(urlField) instanceof String url) {
            Long category = lists.hostCategories.number(Url.host(url.strip()));
            if (category != null) {
                measured.set(hostCategory, category);
            }
        }
    }

    private static int occurrences(String text, String part) {
        int count = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
            count++;
        }
        return count;
    }

    private static int badWords(String text, Tokens words, Lists.Words list) {
        int count = 0;
        for (int n : list.badWordLengths) {
            for (int i = 0; i + n <= words.size(); i++) {
                count += list.badWords.contains(text.substring(words.start(i), words.end(i + n - 1))) ? 1 : 0;
            }
        }
        return count;
    }

    private void language(Document document, Tokens words, Lists.Words list, Values measured) {
        String text = document.text();
        Tokens raw = Tokens.wordpunct(document);
        int size = words.size();
        if (wordCount != null) {
            measured.set(wordCount, size);
        }
        WordSet stopWords = list.stopWords;
        if (stopWords != null) {
            number(stopWordFraction, measured, () -> size == 0 ? 0 : (double) stopWords.count(raw) / raw.size());
        }
        if (size > 0) {
            number(meanWordLength, measured, () -> (double) repetition.total() / size);
            number(uniqueWords, measured, () -> (double) repetition.distinct() / size);
            number(entropy, measured, repetition::entropy);
        }
        number(sentences, measured, () -> sentences(text));
        if (raw.size() > 0) {
            number(symbols, measured, () -> (double) (Symbols.hashes(text) + Symbols.ellipses(text)) / raw.size());
            number(noAlpha, measured, () -> 1.0 - share(raw, raw::hasAsciiLetter));
            number(allCaps, measured, () -> share(raw, i -> raw.hasUpper(i) && !raw.hasLowerOrTitle(i)));
        }
    }

    private static double share(Tokens tokens, IntPredicate kind) {
        int count = 0;
        for (int i = 0; i < tokens.size(); i++) {
            count += kind.test(i) ? 1 : 0;
        }
        return (double) count / tokens.size();
    }

    /** Matches of: a word boundary, characters other than . ! ?, then any number of . ! ?. */
    private static int sentences(String text) {
        int count = 0;
        int i = 0;
        boolean before = false;
        Nearest end = new Nearest(text, ".!?");
        while (i < text.length()) {
            int c = text.codePointAt(i);
            boolean word = Chars.isWord(c);
            if (ends(c) || word == before) {
                before = word;
                i += Character.charCount(c);
                continue;
            }
            count++;
            i = end.from(i);
            while (i < text.length() && ends(text.charAt(i))) {
                i++;
            }
            before = Chars.isWord(text.codePointBefore(i));
        }
        return count;
    }

    private static boolean ends(int c) {
        return c == '.' || c == '!' || c == '?';
    }

    /** The nearest of a few characters; goes from one occurrence of each to the next, never back. */
    private static final class Nearest {
        private final String text;
        private final String wanted;
        private final int[] next;

        Nearest(String text, String wanted) {
            this.text = text;
            this.wanted = wanted;
            this.next = new int[wanted.length()];
            Arrays.fill(next, -1);
        }

        /** The nearest place at or after {@code at}, or the end of the text. Places must be asked for in their order. */
        int from(int at) {
            int nearest = text.length();
            for (int i = 0; i < next.length; i++) {
                if (next[i] < at) {
                    int found = text.indexOf(wanted.charAt(i), at);
                    next[i] = found < 0 ? text.length() : found;
                }
                nearest = Math.min(nearest, next[i]);
            }
            return nearest;
        }
    }
}
