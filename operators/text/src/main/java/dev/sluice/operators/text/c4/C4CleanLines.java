package dev.sluice.operators.text.c4;

import dev.sluice.operators.Mapper;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Signal;
import dev.sluice.text.Chars;
import dev.sluice.text.SentenceSplitter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the lines of a page that pass the rules of C4 and drops pages of which too little is left, or that hold a lorem
 * ipsum or a curly bracket in a line that would stay. Each line is stripped and goes through these rules, in this
 * order:
 *
 * <ol>
 *   <li>A line with a word longer than {@code max_word_length} goes.
 *   <li>Citation marks are deleted: {@code [} digits {@code ]}, {@code [edit]}, {@code [citation needed]}. What is left
 *       is not stripped again, so a line that ends in a mark and a space fails the next rule.
 *   <li>A line that does not end with one of {@code end_marks}, or that ends with three full stops, goes.
 *   <li>A line of fewer words than {@code min_words_per_line} goes; words lie between white space and are counted
 *       before citation marks are deleted, unless {@code count_after_citations} is set.
 *   <li>A line with "lorem ipsum" condemns the page.
 *   <li>A line that speaks of javascript goes.
 *   <li>A line with an opening curly bracket condemns the page.
 *   <li>A line that holds "terms of use", "privacy policy", "cookie policy", "uses cookies", "use of cookies" or "use
 *       cookies" goes.
 * </ol>
 *
 * <p>Then the sentences of the lines left are counted: a page with fewer than {@code min_num_sentences} goes. The last
 * five phrases and "lorem ipsum" are looked for in any case.
 *
 * <p>The defaults are datatrove's, which follow the paper. The code of TensorFlow Datasets, which made the published
 * C4, has {@code min_words_per_line: 5, min_num_sentences: 3, end_marks: '.?!"', count_after_citations: true,
 * max_page_characters: 190000}; FineWeb runs with {@code filter_no_terminal_punct: false}. The filter {@code
 * c4_quality} judges by the same rules and leaves the text alone.
 */
@Operator.Info(
        name = "c4_clean_lines",
        since = "0.1",
        summary = "Removes the lines that break a C4 rule, and pages of which too little is left.",
        source = "Raffel et al., T5, 2020, section 2.2; as in datatrove's C4QualityFilter",
        cost = Operator.Cost.MODERATE)
public record C4CleanLines(
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
        implements Mapper {

    @Override
    public Class<? extends Enum<?>> reasons() {
        return C4Reason.class;
    }

    @Override
    public List<Signal> signals() {
        return C4Page.SIGNALS;
    }

    @Override
    public Edit open(Resources resources) {
        C4Rules rules = rules();
        return (document, measured, output) -> {
            StringBuilder kept = new StringBuilder(document.text().length());
            C4Page page = new C4Page(rules, document, kept);
            page.measure(measured);
            C4Reason reason = page.reason();
            if (reason == null) {
                String all = kept.toString();
                int from = Chars.skipSpace(all, 0, all.length());
                output.emit(document.withText(all.substring(from, Chars.stripEnd(all, from, all.length()))));
            } else {
                output.drop(reason);
            }
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
