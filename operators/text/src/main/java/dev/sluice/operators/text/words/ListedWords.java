package dev.sluice.operators.text.words;

import dev.sluice.operators.Document;
import dev.sluice.operators.Faults;
import dev.sluice.operators.Resources;
import dev.sluice.operators.text.lists.DocumentLanguage;
import dev.sluice.operators.text.lists.WordList;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The share of a document's words that are in a list: that of a file, or that of the document's language. */
final class ListedWords {
    private final @Nullable Listed file;
    private final Map<String, Listed> byLanguage = new HashMap<>();
    private final DocumentLanguage language;
    private final boolean pairs;

    /**
     * Takes the list of a file, or those bundled ones that documents may ask for.
     *
     * @param pairs whether pairs of neighbouring words count too
     */
    ListedWords(WordList lists, DocumentLanguage language, @Nullable String file, boolean pairs, Resources resources) {
        this.language = language;
        this.pairs = pairs;
        this.file = file == null ? null : new Listed(WordList.read(resources.asset(file)));
        if (file == null) {
            byLanguage.put(language.otherwise(), new Listed(lists.of(language.otherwise())));
            if (language.from() != null) {
                lists.languages().forEach(one -> byLanguage.put(one, new Listed(lists.of(one))));
            }
        }
    }

    /** A list in the forms in which words and pairs of them are looked up. */
    private record Listed(StrippedWords.Entries words, WordPairs pairs) {
        Listed(Set<String> list) {
            this(new StrippedWords.Entries(list), new WordPairs(list));
        }
    }

    /** Reports a language without a list, and parameters that contradict. */
    static void check(WordList lists, DocumentLanguage language, @Nullable String file, Faults faults) {
        if (file == null && !lists.languages().contains(language.otherwise())) {
            faults.add(
                    "language",
                    "is '%s', there are lists of %s",
                    language.otherwise(),
                    String.join(", ", lists.languages()));
        }
        if (file != null && language.from() != null) {
            faults.report("language_of", "and file exclude each other: the file is one list for all documents");
        }
    }

    /** The share, 0 for a text without words; null where there is no list of the document's language. */
    @Nullable Double share(Document document) {
        Listed listed = file != null ? file : byLanguage.get(language.of(document));
        if (listed == null) {
            return null;
        }
        StrippedWords words = StrippedWords.lowerCase(document);
        int size = words.size();
        if (size == 0) {
            return 0.0;
        }
        int count = listed.words.count(words);
        return pairs
                ? (double) (count + listed.pairs.count(document.text())) / (size + size - 1)
                : (double) count / size;
    }
}
