package dev.sluice.operators.text.length;

import dev.sluice.operators.Faults;
import dev.sluice.operators.Filter;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Threshold;
import dev.sluice.operators.Verdict;
import dev.sluice.operators.text.words.StrippedWords;
import dev.sluice.text.TextSize;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps documents whose number of words lies within bounds.
 */
@Operator.Info(
        name = "word_count",
        since = "0.1",
        summary = "Keeps documents whose number of words lies within bounds.",
        cost = Operator.Cost.CHEAP)
public record WordCount(
        @Param(
                doc = "Fewest words a kept document may have.",
                def = "50",
                source = "Gopher's, Rae et al., Scaling Language Models, 2021, appendix A1.1",
                min = 0,
                main = true)
        int minWords,

        @Param(doc = "Most words it may have; absent means no limit.", min = 1) @Nullable Integer maxWords,

        @Param(doc = "What a word is.", def = "whitespace") Words words)
        implements Filter {

    /** What a word is. */
    public enum Words {
        /** A run of characters that are not white space. */
        WHITESPACE,
        /**
         * Data-Juicer's: cut at spaces, tabs and line feeds and stripped of special characters at both ends; what is
         * nothing but special characters is no word.
         */
        STRIPPED
    }

    /** Why documents are dropped. */
    public enum Reason {
        /** Fewer words than {@code min_words}. */
        TOO_FEW_WORDS,
        /** More words than {@code max_words}. */
        TOO_MANY_WORDS
    }

    private static final Signal COUNT = Signal.count("words", "words", "words in the text");

    @Override
    public void check(Faults faults) {
        if (maxWords != null && maxWords < minWords) {
            faults.add("max_words", "is %d, below min_words (%d)", maxWords, minWords);
        }
    }

    @Override
    public Class<? extends Enum<?>> reasons() {
        return Reason.class;
    }

    @Override
    public List<Signal> signals() {
        return List.of(COUNT);
    }

    @Override
    public List<Threshold> thresholds() {
        List<Threshold> thresholds = new ArrayList<>();
        thresholds.add(Threshold.min(COUNT, "min_words", minWords, Reason.TOO_FEW_WORDS));
        if (maxWords != null) {
            thresholds.add(Threshold.max(COUNT, "max_words", maxWords, Reason.TOO_MANY_WORDS));
        }
        return thresholds;
    }

    @Override
    public Judge open(Resources resources) {
        int most = maxWords == null ? Integer.MAX_VALUE : maxWords;
        return (document, measured) -> {
            // Shared views: computed once for all operators in a row.
            long n = words == Words.STRIPPED
                    ? StrippedWords.count(document)
                    : TextSize.of(document).words();
            measured.set(COUNT, n);
            return n < minWords ? Verdict.drop(Reason.TOO_FEW_WORDS) : Verdict.dropIf(n > most, Reason.TOO_MANY_WORDS);
        };
    }
}
