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
 * Keeps documents whose share of stop words (the, of, and ...) lies within bounds: running text has many, lists, tables
 * and texts of other languages have few.
 *
 * <p>Words are Data-Juicer's: pieces between spaces, tabs and line feeds, without the punctuation, digits, symbols and
 * emoji at their ends, in lower case. A text without words has a share of 0. The lists that come with Sluice are those
 * of stopwords-json, by language, where Data-Juicer has its own. With {@code language_of} each document is held against
 * the list of its own language; one whose language has no list has no ratio and is kept.
 */
@Operator.Info(
        name = "stop_words",
        since = "0.1",
        summary = "Keeps documents whose share of stop words lies within bounds.",
        source = "Data-Juicer's stopwords_filter, without tokenizer",
        cost = Operator.Cost.CHEAP)
public record StopWords(
        @Param(doc = "Least share of words that are stop words.", def = "0.3", min = 0, max = 1, main = true)
        double minRatio,

        @Param(doc = "Largest share of words that are stop words.", def = "1", min = 0, max = 1)
        double maxRatio,

        @Param(doc = "Language of the list that comes with Sluice, ISO 639-1.", def = "en")
        String language,

        @Param(
                doc = "Signal, label or field that holds the language of each document, such as `language.code`, and so"
                        + " selects its list; where it is absent, `language` counts.",
                names = Param.Names.VALUE)
        @Nullable String languageOf,

        @Param(doc = "File of stop words, one a line in lower case, in place of that list.", asset = true) @Nullable String file,

        @Param(
                doc = "Whether each two neighbouring words, joined without a space, count as one more word, as with"
                        + " Data-Juicer's `use_words_aug` for Chinese and Vietnamese.",
                def = "false")
        boolean wordPairs)
        implements Filter {

    /** Why documents are dropped. */
    public enum Reason {
        /** A smaller share than {@code min_ratio}. */
        TOO_FEW_STOP_WORDS,
        /** A larger share than {@code max_ratio}. */
        TOO_MANY_STOP_WORDS
    }

    private static final Signal RATIO =
            Signal.number("ratio", "share of words, 0 to 1", "share of words that are stop words");

    @Override
    public void check(Faults faults) {
        if (maxRatio < minRatio) {
            faults.add("max_ratio", "is %s, below min_ratio (%s)", maxRatio, minRatio);
        }
        ListedWords.check(WordList.STOP_WORDS, documentLanguage(), file, faults);
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
        return List.of(
                Threshold.min(RATIO, "min_ratio", minRatio, Reason.TOO_FEW_STOP_WORDS),
                Threshold.max(RATIO, "max_ratio", maxRatio, Reason.TOO_MANY_STOP_WORDS));
    }

    @Override
    public Judge open(Resources resources) {
        ListedWords words = new ListedWords(WordList.STOP_WORDS, documentLanguage(), file, wordPairs, resources);
        return (document, measured) -> {
            Double ratio = words.share(document);
            if (ratio == null) {
                return Verdict.KEEP;
            }
            measured.set(RATIO, ratio);
            return ratio < minRatio
                    ? Verdict.drop(Reason.TOO_FEW_STOP_WORDS)
                    : Verdict.dropIf(ratio > maxRatio, Reason.TOO_MANY_STOP_WORDS);
        };
    }

    private DocumentLanguage documentLanguage() {
        return new DocumentLanguage(languageOf, language);
    }
}
