package dev.sluice.operators.text.c4;

import dev.sluice.operators.Filter;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Threshold;
import dev.sluice.operators.Verdict;
import dev.sluice.text.SentenceSplitter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Drops pages by the rules of C4: pages with a lorem ipsum or a curly bracket in a line that would stay, and pages of
 * which too few sentences would be left after lines without end punctuation, short lines and boilerplate are taken
 * away. The text itself stays as it is; {@code c4_clean_lines} takes the lines away by the same rules, which stand in
 * their order on its page.
 *
 * <p>The defaults are datatrove's, which follow the paper. The code of TensorFlow Datasets, which made the published
 * C4, has {@code min_words_per_line: 5, min_num_sentences: 3, end_marks: '.?!"', count_after_citations: true,
 * max_page_characters: 190000}; FineWeb runs with {@code filter_no_terminal_punct: false}.
 */
@Operator.Info(
        name = "c4_quality",
        since = "0.1",
        summary = "Drops pages of which the C4 line rules would leave too little.",
        source = "Raffel et al., T5, 2020, section 2.2; as in datatrove's C4QualityFilter",
        cost = Operator.Cost.MODERATE)
public record C4Quality(
        @Param(doc = "What is judged one by one.", def = "lines")
        C4Units units,

        @Param(doc = "How lines are cut into sentences.", def = "terminal")
        SentenceSplitter sentences,

        @Param(doc = "Whether citation marks such as [3], [edit] and [citation needed] are deleted.", def = "true")
        boolean removeCitations,

        @Param(doc = "Whether lines without punctuation at their end go.", def = "true")
        boolean filterNoTerminalPunct,

        @Param(doc = "Fewest sentences a page may have left.", def = "5", min = 0)
        int minNumSentences,

        @Param(doc = "Fewest words of a line that stays.", def = "3", min = 0)
        int minWordsPerLine,

        @Param(doc = "Most characters of a word in a line that stays; absent means no limit.", def = "1000", min = 1)
        @Nullable Integer maxWordLength,

        @Param(doc = "Whether a line with \"lorem ipsum\" condemns the page.", def = "true")
        boolean filterLoremIpsum,

        @Param(doc = "Whether lines that speak of javascript go.", def = "true")
        boolean filterJavascript,

        @Param(doc = "Whether a line with a curly bracket condemns the page.", def = "true")
        boolean filterCurlyBracket,

        @Param(doc = "Whether lines about terms of use, privacy and cookies go.", def = "true")
        boolean filterPolicy,

        @Param(
                doc =
                        "Characters with one of which a line must end, though not with three full stops; the paper and the"
                                + " code of TensorFlow Datasets have no single quote among them.",
                def = ".?!\"'")
        String endMarks,

        @Param(
                doc = "Whether the words of a line are counted after citation marks are deleted, as TensorFlow Datasets"
                        + " does.",
                def = "false")
        boolean countAfterCitations,

        @Param(doc = "Most characters of a page; absent means no limit. TensorFlow Datasets has 190000.", min = 0)
        @Nullable Integer maxPageCharacters)
        implements Filter {

    @Override
    public Class<? extends Enum<?>> reasons() {
        return C4Reason.class;
    }

    @Override
    public List<Signal> signals() {
        return C4Page.SIGNALS;
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(
                Threshold.min(C4Page.SENTENCES, "min_num_sentences", minNumSentences, C4Reason.TOO_FEW_SENTENCES));
    }

    @Override
    public Judge open(Resources resources) {
        C4Rules rules = rules();
        return (document, measured) -> {
            C4Page page = new C4Page(rules, document, null);
            page.measure(measured);
            C4Reason reason = page.reason();
            return reason == null ? Verdict.KEEP : Verdict.drop(reason);
        };
    }

    private C4Rules rules() {
        return new C4Rules(
                units,
                sentences,
                removeCitations,
                filterNoTerminalPunct,
                minNumSentences,
                minWordsPerLine,
                maxWordLength,
                filterLoremIpsum,
                filterJavascript,
                filterCurlyBracket,
                filterPolicy,
                endMarks,
                countAfterCitations,
                maxPageCharacters);
    }
}
