package dev.sluice.operators.text.words;

import dev.sluice.operators.Faults;
import dev.sluice.operators.Filter;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Threshold;
import dev.sluice.operators.Verdict;
import dev.sluice.operators.text.lists.WordList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Drops documents in which too large a share of the words is flagged, such as obscene or hateful ones.
 *
 * <p>Words are Data-Juicer's: pieces between spaces, tabs and line feeds, without the punctuation, digits, symbols and
 * emoji at their ends, in lower case; entries of several words never match. A text without words has a share of 0. The
 * lists that come with Sluice are LDNOOBW's, by language, where Data-Juicer has its own.
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

        @Param(doc = "File of flagged words, one a line in lower case, in place of that list.", asset = true) @Nullable String file)
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
        if (file == null && !WordList.FLAGGED_WORDS.languages().contains(language)) {
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
        return List.of(RATIO);
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(Threshold.max(RATIO, "max_ratio", maxRatio, Reason.TOO_MANY_FLAGGED_WORDS));
    }

    @Override
    public Judge open(Resources resources) {
        Set<String> list = file == null ? WordList.FLAGGED_WORDS.of(language) : WordList.read(resources.asset(file));
        StrippedWords.Entries entries = new StrippedWords.Entries(list);
        return (document, measured) -> {
            StrippedWords words = StrippedWords.lowerCase(document);
            double ratio = words.size() == 0 ? 0 : (double) entries.count(words) / words.size();
            measured.set(RATIO, ratio);
            return Verdict.dropIf(ratio > maxRatio, Reason.TOO_MANY_FLAGGED_WORDS);
        };
    }
}
