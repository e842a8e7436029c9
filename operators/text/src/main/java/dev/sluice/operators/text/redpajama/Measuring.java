package dev.sluice.operators.text.redpajama;

import dev.sluice.operators.Document;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Values;
import dev.sluice.text.Chars;
import dev.sluice.text.Length;
import dev.sluice.text.NormalizedText;
import dev.sluice.text.Symbols;
import dev.sluice.text.Tokens;
import dev.sluice.text.WordSet;
import java.util.Set;
import java.util.function.DoubleSupplier;

/** Measures the signals of one document after the other. */
final class Measuring {
    private final Set<Signal> wanted;
    private final Lists lists;
    private final String urlField;
    private final WordSet stopWords;
    private final Repetition repetition = new Repetition(Tokens.whitespace(Document.of("")));

    Measuring(Set<Signal> wanted, Lists lists, String urlField) {
        this.wanted = wanted;
        this.lists = lists;
        this.urlField = urlField;
        this.stopWords = new WordSet(lists.stopWords);
    }

    private boolean wants(String name) {
        return wanted.contains(signal(name));
    }

    private static Signal signal(String name) {
        Signal signal = RedpajamaSignals.ALL.get(name);
        if (signal == null) {
            throw new IllegalStateException("no signal " + name);
        }
        return signal;
    }

    private void number(String name, Values measured, DoubleSupplier value) {
        Signal signal = signal(name);
        if (wanted.contains(signal)) {
            measured.set(signal, Rounded.of(value.getAsDouble()));
        }
    }

    void measure(Document document, Values measured) {
        Document normal = NormalizedText.of(document);
        Tokens words = Tokens.whitespace(normal);
        repetition.begin(words);
        content(document, normal, words, measured);
        language(document, words, measured);
        repetitions(measured);
        new LineSignals(document).measure(measured, this::wants);
    }

    private void content(Document document, Document normal, Tokens words, Values measured) {
        String text = document.text();
        int length = Length.of(document);
        number("rps_doc_curly_bracket", measured, () -> length == 0 ? 0 : (double) curly(text) / length);
        int normalLength = Length.of(normal);
        number(
                "rps_doc_lorem_ipsum",
                measured,
                () -> normalLength == 0 ? 0 : (double) occurrences(normal.text(), "lorem ipsum") / normalLength);
        number("rps_doc_ldnoobw_words", measured, () -> badWords(normal.text(), words));
        if (wants("rps_doc_ut1_blacklist") && document.field(urlField) instanceof String url) {
            Long category = lists.category(host(url));
            if (category != null) {
                measured.set(signal("rps_doc_ut1_blacklist"), category);
            }
        }
    }

    private static String host(String url) {
        int scheme = url.indexOf("://");
        String rest = scheme < 0 ? url : url.substring(scheme + 3);
        int end = 0;
        while (end < rest.length() && "/?#:".indexOf(rest.charAt(end)) < 0) {
            end++;
        }
        return rest.substring(0, end);
    }

    private static int curly(String text) {
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            count += c == '{' || c == '}' ? 1 : 0;
        }
        return count;
    }

    private static int occurrences(String text, String part) {
        int count = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
            count++;
        }
        return count;
    }

    private int badWords(String text, Tokens words) {
        int count = 0;
        for (int n : lists.badWordLengths) {
            for (int i = 0; i + n <= words.size(); i++) {
                count += lists.badWords.contains(text.substring(words.start(i), words.end(i + n - 1))) ? 1 : 0;
            }
        }
        return count;
    }

    private void language(Document document, Tokens words, Values measured) {
        String text = document.text();
        Tokens raw = Tokens.wordpunct(document);
        int size = words.size();
        if (wants("rps_doc_word_count")) {
            measured.set(signal("rps_doc_word_count"), size);
        }
        number(
                "rps_doc_stop_word_fraction",
                measured,
                () -> size == 0 ? 0 : (double) stopWords.count(raw) / raw.size());
        if (size > 0) {
            number("rps_doc_mean_word_length", measured, () -> (double) repetition.total() / size);
            number("rps_doc_frac_unique_words", measured, () -> (double) repetition.distinct() / size);
            number("rps_doc_unigram_entropy", measured, repetition::entropy);
        }
        number("rps_doc_num_sentences", measured, () -> sentences(text));
        if (raw.size() > 0) {
            number(
                    "rps_doc_symbol_to_word_ratio",
                    measured,
                    () -> (double) (Symbols.hashes(text) + Symbols.ellipses(text)) / raw.size());
            if (wants("rps_doc_frac_no_alph_words") || wants("rps_doc_frac_all_caps_words")) {
                words(raw, measured);
            }
        }
    }

    private void words(Tokens raw, Values measured) {
        int alpha = 0;
        int caps = 0;
        for (int i = 0; i < raw.size(); i++) {
            alpha += raw.hasAsciiLetter(i) ? 1 : 0;
            caps += raw.hasUpper(i) && !raw.hasLowerOrTitle(i) ? 1 : 0;
        }
        double alphaShare = (double) alpha / raw.size();
        double capsShare = (double) caps / raw.size();
        number("rps_doc_frac_no_alph_words", measured, () -> 1.0 - alphaShare);
        number("rps_doc_frac_all_caps_words", measured, () -> capsShare);
    }

    /** Matches of: a word boundary, characters other than . ! ?, then any number of . ! ?. */
    private static int sentences(String text) {
        int count = 0;
        int i = 0;
        boolean before = false;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            boolean word = Chars.isWord(c);
            if (ends(c) || word == before) {
                before = word;
                i += Character.charCount(c);
                continue;
            }
            count++;
            while (i < text.length() && !ends(text.charAt(i))) {
                i++;
            }
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

    private void repetitions(Values measured) {
        for (int n = 2; n <= 4; n++) {
            int size = n;
            number("rps_doc_frac_chars_top_" + n + "gram", measured, () -> repetition.top(size));
        }
        for (int n = 5; n <= 10; n++) {
            int size = n;
            number("rps_doc_frac_chars_dupe_" + n + "grams", measured, () -> repetition.duplicated(size));
        }
    }
}
