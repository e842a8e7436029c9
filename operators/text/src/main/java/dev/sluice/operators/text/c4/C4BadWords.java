package dev.sluice.operators.text.c4;

import dev.sluice.operators.Document;
import dev.sluice.operators.Faults;
import dev.sluice.operators.Filter;
import dev.sluice.operators.KeyedRandom;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Values;
import dev.sluice.operators.Verdict;
import dev.sluice.operators.text.lists.DocumentLanguage;
import dev.sluice.operators.text.lists.WordList;
import dev.sluice.text.Chars;
import dev.sluice.text.LowerCase;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Drops documents in which a word or phrase of a list of bad words stands, in any case.
 *
 * <p>An entry must stand between characters that are no word characters, or at an end of the text; in Japanese, Thai
 * and Chinese, which are written without spaces, it may stand anywhere, and four entries of the Japanese and Chinese
 * lists are allowed as datatrove allows them. The lists that come with Sluice are LDNOOBW's, by language. A share of
 * the documents with bad words can be kept all the same ({@code keep_ratio}), by a draw that depends on the recipe's
 * seed, the step's name and the document's id.
 */
@Operator.Info(
        name = "c4_bad_words",
        since = "0.1",
        summary = "Drops documents that hold a word of a list of bad words.",
        source = "Raffel et al., T5, 2020, section 2.2; as in datatrove's C4BadWordsFilter",
        cost = Operator.Cost.MODERATE)
public record C4BadWords(
        @Param(doc = "Language of the list, ISO 639-1.", def = "en", main = true)
        String language,

        @Param(
                doc = "Signal, label or field that holds the language of each document and so selects its list; absent"
                        + " means that all are of the one language.",
                names = Param.Names.VALUE)
        @Nullable String languageOf,

        @Param(
                doc = "File of bad words, one a line in lower case, in place of the lists that come with Sluice"
                        + " (LDNOOBW); it serves all languages.",
                asset = true)
        @Nullable String file,

        @Param(doc = "Share of documents with bad words that stay all the same.", def = "0", min = 0, max = 1)
        double keepRatio,

        @Param(doc = "Whether documents of a language without a list go.", def = "false")
        boolean dropUnknownLanguages)
        implements Filter {

    private static final Set<String> WITHOUT_SPACES = Set.of("ja", "th", "zh");
    private static final Map<String, Set<String>> ALLOWED =
            Map.of("ja", Set.of("sm", "\u30b0\u30ed", "\u5973\u306e\u5b50"), "zh", Set.of("\u6027"));

    /** Why documents are dropped. */
    public enum Reason {
        /** A bad word stands in the text. */
        BAD_WORD,
        /** There is no list of the document's language, and {@code drop_unknown_languages} is set. */
        UNKNOWN_LANGUAGE
    }

    private static final Signal FOUND = Signal.flag("found", "whether a bad word stands in the text");

    @Override
    public void check(Faults faults) {
        if (file == null
                && languageOf == null
                && !WordList.FLAGGED_WORDS.languages().contains(language)) {
            faults.add(
                    "language",
                    "is '%s', there are lists of %s",
                    language,
                    String.join(", ", WordList.FLAGGED_WORDS.languages()));
        }
    }

    @Override
    public Class<? extends Enum<?>> reasons() {
        return Reason.class;
    }

    @Override
    public List<Signal> signals() {
        return List.of(FOUND);
    }

    @Override
    public List<String> needs() {
        return new DocumentLanguage(languageOf, language).needs();
    }

    @Override
    public Judge open(Resources resources) {
        Set<String> listed = Set.copyOf(WordList.FLAGGED_WORDS.languages());
        Map<String, PhraseTrie> tries = new HashMap<>();
        PhraseTrie own = file == null ? null : new PhraseTrie(WordList.read(resources.asset(file)));
        return (document, measured) -> judge(document, measured, own, listed, tries, resources);
    }

    private Verdict judge(
            Document document,
            Values measured,
            @Nullable PhraseTrie own,
            Set<String> listed,
            Map<String, PhraseTrie> tries,
            Resources resources) {
        String code = new DocumentLanguage(languageOf, language).of(document);
        if (own == null && !listed.contains(code)) {
            return Verdict.dropIf(dropUnknownLanguages, Reason.UNKNOWN_LANGUAGE);
        }
        PhraseTrie trie = own == null ? tries.computeIfAbsent(code, C4BadWords::listOf) : own;
        boolean found = holds(LowerCase.of(document.text()), trie, !WITHOUT_SPACES.contains(code));
        measured.set(FOUND, found);
        return Verdict.dropIf(found && !luck(document, resources), Reason.BAD_WORD);
    }

    private boolean luck(Document document, Resources resources) {
        return keepRatio > 0 && KeyedRandom.uniform(resources.seed(), resources.step(), document.id(), 0) < keepRatio;
    }

    private static PhraseTrie listOf(String language) {
        Set<String> words = new HashSet<>(WordList.FLAGGED_WORDS.of(language));
        words.removeAll(ALLOWED.getOrDefault(language, Set.of()));
        return new PhraseTrie(words);
    }

    private static boolean holds(String lower, PhraseTrie trie, boolean flanked) {
        PhraseTrie.End anywhere = end -> true;
        PhraseTrie.End flank = end -> end == lower.length() || !Chars.isWord(lower.codePointAt(end));
        for (int i = 0; i < lower.length(); i++) {
            boolean begins = !flanked || i == 0 || !Chars.isWord(lower.codePointBefore(i));
            if (begins && trie.matches(lower, i, flanked ? flank : anywhere)) {
                return true;
            }
        }
        return false;
    }
}
