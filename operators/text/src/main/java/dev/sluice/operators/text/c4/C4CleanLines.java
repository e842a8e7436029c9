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
 * ipsum or a curly bracket in a line that would stay.
 */
@Operator.Info(
        name = "c4_clean_lines",
        since = "0.1",
        summary = "Removes the lines that break a C4 rule, and pages of which too little is left.",
        source = "Raffel et al., T5, 2020, section 2.2; as in datatrove's C4QualityFilter",
        cost = Operator.Cost.MODERATE)
public record C4CleanLines(
        @Param(doc = "What is judged one by one: lines, or sentences.", def = "lines")
        C4Units units,

        @Param(
                doc = "How lines are cut into sentences: at terminals of any script as datatrove does where it has no"
                        + " model, as RedPajama counts, or by the rules of Punkt that need no training.",
                def = "terminal")
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
