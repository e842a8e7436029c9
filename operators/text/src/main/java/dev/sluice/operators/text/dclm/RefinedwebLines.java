package dev.sluice.operators.text.dclm;

import dev.sluice.operators.Document;
import dev.sluice.operators.Mapper;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Values;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Corrects a page line by line as RefinedWeb does, in the form of DCLM: lines that are mainly upper case, only digits,
 * a counter ("3 likes") or a single word go; "items in cart", "Read more..." and "Sign-in" are deleted from short
 * lines, and lines of which nothing is left go. Empty lines stay. A page that loses too many words goes whole.
 *
 * <p>Words of lines lie between white space; the words that are compared before and after are cut where fastText cuts,
 * at ASCII white space, and begin with a letter or a number. A counter is a number, perhaps with k, m or b, before
 * likes, shares, comments, retweets, reposts, quotes, bookmarks, upvotes, downvotes, downloads, views or followers,
 * with nothing else on the line but punctuation.
 */
@Operator.Info(
        name = "refinedweb_lines",
        since = "0.1",
        summary = "Removes lines that are no prose, and pages that lose too many words by it.",
        source =
                "Penedo et al., The RefinedWeb Dataset for Falcon LLM, 2023, appendix G.2; as in DCLM's line modifiers",
        cost = Operator.Cost.MODERATE)
public record RefinedwebLines(
        @Param(
                doc = "Largest share of upper-case characters of a line that stays; absent means no limit.",
                def = "0.5",
                min = 0,
                max = 1)
        @Nullable Double maxUppercaseRatio,

        @Param(
                doc = "Largest share of digits of a line that stays; absent means no limit.",
                def = "0.999999",
                min = 0,
                max = 1)
        @Nullable Double maxDigitRatio,

        @Param(doc = "Whether lines that count likes, views, comments and the like go.", def = "true")
        boolean removeCounters,

        @Param(
                doc = "Fewest words of a line that stays, empty lines excepted; absent means no limit.",
                def = "2",
                min = 0)
        @Nullable Integer minWords,

        @Param(doc = "Whether \"items in cart\" is deleted wherever it stands in a short line.", def = "true")
        boolean removeItemsInCart,

        @Param(
                doc = "Whether \"Read more...\" is deleted at the end of a short line; any three characters do for the"
                        + " dots.",
                def = "true")
        boolean removeReadMore,

        @Param(doc = "Whether \"Sign-in\" is deleted at the start of a short line.", def = "true")
        boolean removeSignIn,

        @Param(doc = "Most words of a short line.", def = "10", min = 0)
        int shortLineWords,

        @Param(
                doc = "Largest share of its words that a page may lose; absent means no limit.",
                def = "0.05",
                min = 0,
                max = 1)
        @Nullable Double maxRemovedRatio)
        implements Mapper {

    /** Why nothing of a document is left. */
    public enum Reason {
        /** No line is left. */
        EMPTY,
        /** A larger share of words was removed than {@code max_removed_ratio}, or there was no word. */
        WORD_REMOVAL_RATIO
    }

    private static final Signal REMOVED =
            Signal.number("removed_ratio", "share of words, 0 to 1", "share of words that were removed");

    @Override
    public Class<? extends Enum<?>> reasons() {
        return Reason.class;
    }

    @Override
    public List<Signal> signals() {
        return List.of(REMOVED);
    }

    @Override
    public Edit open(Resources resources) {
        List<LineRule> rules = rules();
        return (document, measured, output) -> map(document, measured, output, rules);
    }

    private List<LineRule> rules() {
        List<LineRule> rules = new ArrayList<>();
        if (maxUppercaseRatio != null) {
            rules.add(LineRule.uppercase(maxUppercaseRatio));
        }
        if (maxDigitRatio != null) {
            rules.add(LineRule.digits(maxDigitRatio));
        }
        if (removeCounters) {
            rules.add(LineRule.counters());
        }
        if (minWords != null) {
            rules.add(LineRule.fewWords(minWords));
        }
        if (removeItemsInCart) {
            rules.add(LineRule.itemsInCart(shortLineWords));
        }
        if (removeReadMore) {
            rules.add(LineRule.readMore(shortLineWords));
        }
        if (removeSignIn) {
            rules.add(LineRule.signIn(shortLineWords));
        }
        return rules;
    }

    private void map(Document document, Values measured, Output output, List<LineRule> rules) {
        String text = document.text();
        for (LineRule rule : rules) {
            text = rule.apply(text);
            if (text.isEmpty()) {
                output.drop(Reason.EMPTY);
                return;
            }
        }
        boolean same = text.equals(document.text());
        int before = same && maxRemovedRatio == null ? 1 : FasttextWords.count(document.text());
        if (before == 0) {
            if (maxRemovedRatio != null) {
                output.drop(Reason.WORD_REMOVAL_RATIO);
                return;
            }
        } else {
            int after = same ? before : FasttextWords.count(text);
            double removed = (double) (before - after) / before;
            measured.set(REMOVED, removed);
            if (maxRemovedRatio != null && removed > maxRemovedRatio) {
                output.drop(Reason.WORD_REMOVAL_RATIO);
                return;
            }
        }
        output.emit(document.withText(text));
    }
}
