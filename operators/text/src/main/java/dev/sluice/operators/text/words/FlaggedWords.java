package dev.sluice.operators.text.words;

import dev.sluice.operators.Faults;
import dev.sluice.operators.Filter;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Threshold;
import dev.sluice.operators.Verdict;
import dev.sluice.operators.text.lists.DocumentLanguage;
import dev.sluice.operators.text.lists.WordList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Drops documents in which too large a share of the words is flagged, such as obscene or hateful ones.
 *
 * <p>Words are Data-Juicer's: pieces between spaces, tabs and line feeds, without the punctuation, digits, symbols and
 * emoji at their ends, in lower case; entries of several words never match. A text without words has a share of 0. The
 * lists that come with Sluice are LDNOOBW's, by language, where Data-Juicer has its own. With {@code language_of} each
 * document is held against the list of its own language; one whose language has no list has no ratio and is kept.
 *
 * <p>The default is Data-Juicer's. Its published recipes allow less: 0.0015 for the crawl CC-2023-06, 0.01 after BLOOM.
 */
@Operator.Info(
        name = "flagged_words",
        since = "0.1",
        summary = "Drops documents with too large a share of flagged words.",
        source = "Data-Juicer's flagged_words_filter, without tokenizer",
        cost = Operator.Cost.CHEAP)
public record FlaggedWords(
        @Param(doc = "Largest share of words that are flagged.", def = "0.045", min = 0, max = 1, main = true)
        double maxRatio,

        @Param(doc = "Language of the list that comes with Sluice, ISO 639-1.", def = "en")
        String language,

        @Param(
                doc = "Signal, label or field that holds the language of each document, such as `language.code`, and so"
                        + " selects its list; where it is absent, `language` counts.",
                names = Param.Names.VALUE)
        @Nullable String languageOf,

        @Param(doc = "File of flagged words, one a line in lower case, in place of that list.", asset = true) @Nullable String file,

        @Param(
                doc = "Whether each two neighbouring words, joined without a space, count as one more word, as with"
                        + " Data-Juicer's `use_words_aug` for Chinese and Vietnamese.",
                def = "false")
        boolean wordPairs)
        implements Filter {

    /** Why documents are dropped. */
    public enum Reason {
        /** A larger share than {@code max_ratio}. */
        TOO_MANY_FLAGGED_WORDS
    }

    private static final Signal RATIO =
            Signal.number("ratio", "share of words, 0 to 1", "share of words that are flagged words");

    @Override
    public void check(Faults faults) {
        ListedWords.check(WordList.FLAGGED_WORDS, documentLanguage(), file, faults);
    }

    @Override
    public List<String> needs() {
        return documentLanguage().needs();
    }

    @Override
    public Class<? extends Enum<?>> reasons() {
        return Reason.class;
    }

    @Override
    public List<Signal> signals() {
        return List.of(RATIO);
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(Threshold.max(RATIO, "max_ratio", maxRatio, Reason.TOO_MANY_FLAGGED_WORDS));
    }

    @Override
    public Judge open(Resources resources) {
        ListedWords words = new ListedWords(WordList.FLAGGED_WORDS, documentLanguage(), file, wordPairs, resources);
        return (document, measured) -> {
            Double ratio = words.share(document);
            if (ratio == null) {
                return Verdict.KEEP;
            }
            measured.set(RATIO, ratio);
            return Verdict.dropIf(ratio > maxRatio, Reason.TOO_MANY_FLAGGED_WORDS);
        };
    }

    private DocumentLanguage documentLanguage() {
        return new DocumentLanguage(languageOf, language);
    }
}
