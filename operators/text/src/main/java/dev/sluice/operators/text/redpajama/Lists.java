package dev.sluice.operators.text.redpajama;

import dev.sluice.operators.text.lists.WordList;
import dev.sluice.text.WordSet;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The word lists and the categories of hosts that signals ask. */
final class Lists {
    final HostCategories hostCategories;

    private final Map<String, Words> byLanguage = new HashMap<>();
    private final Words others;

    /** The lists of one language. */
    static final class Words {
        private static final Words NONE = new Words(null, Set.of());

        final @Nullable WordSet stopWords;
        final Set<String> badWords;
        /** Lengths in words of the entries of {@link #badWords}. */
        final Set<Integer> badWordLengths = new TreeSet<>();

        private Words(@Nullable WordSet stopWords, Set<String> badWords) {
            this.stopWords = stopWords;
            this.badWords = new HashSet<>(badWords);
            for (String entry : badWords) {
                badWordLengths.add(1 + (int) entry.chars().filter(c -> c == ' ').count());
            }
        }
    }

    /** Files serve all languages; without one, the lists of this jar serve the languages given. */
    Lists(
            @Nullable Path stopWordFile,
            @Nullable Path badWordFile,
            boolean bundledBadWords,
            Set<String> languages,
            HostCategories hostCategories) {
        this.hostCategories = hostCategories;
        WordSet stopWords = stopWordFile == null ? null : new WordSet(WordList.read(stopWordFile));
        Set<String> badWords = badWordFile == null ? Set.of() : WordList.read(badWordFile);
        others = stopWords == null && badWords.isEmpty() ? Words.NONE : new Words(stopWords, badWords);
        for (String language : languages) {
            boolean hasStopWords = WordList.STOP_WORDS.languages().contains(language);
            boolean hasBadWords = bundledBadWords && RedpajamaSignals.BAD_WORD_LANGUAGES.contains(language);
            byLanguage.put(
                    language,
                    new Words(
                            stopWords == null && hasStopWords
                                    ? new WordSet(WordList.STOP_WORDS.of(language))
                                    : stopWords,
                            hasBadWords ? WordList.FLAGGED_WORDS.of(language) : badWords));
        }
    }

    /** The lists for texts of a language. */
    Words of(String language) {
        return byLanguage.getOrDefault(language, others);
    }
}
