package dev.sluice.operators.text.dclm;

import dev.sluice.operators.Document;
import dev.sluice.operators.Faults;
import dev.sluice.operators.Filter;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Threshold;
import dev.sluice.operators.Values;
import dev.sluice.operators.text.rules.Bounds;
import dev.sluice.operators.text.rules.RuleCheck;
import dev.sluice.text.Chars;
import dev.sluice.text.LowerCase;
import dev.sluice.text.Pieces;
import dev.sluice.text.Symbols;
import dev.sluice.text.Tokens;
import dev.sluice.text.Unicode;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Drops documents that break one of the seven quality rules of DCLM-Baseline, in the order of the reasons below. They
 * are Gopher's rules, but with other definitions than those of {@code gopher_quality}:
 *
 * <ul>
 *   <li>The page length ({@code min_words}, {@code max_words}) counts words cut where fastText cuts, at ASCII white
 *       space, that begin with a letter or a number; all other rules cut at any white space.
 *   <li>Symbols are added up: hash signs, {@code ...}, {@code . . .} and the character of an ellipsis.
 *   <li>Bullets are {@code *}, {@code -}, U+2022 and U+25CF at the beginning of a line; an ellipsis at its end is any
 *       of the three forms. Lines lie between line feeds, are stripped, and blank ones left out.
 *   <li>Stop words count each time and in any case.
 * </ul>
 *
 * <p>The limits are those of Gopher (Rae et al. 2021, appendix A1.1), which DCLM kept.
 */
@Operator.Info(
        name = "dclm_quality",
        since = "0.1",
        summary = "Drops documents that break a quality rule of DCLM-Baseline.",
        source = "Li et al., DataComp-LM, 2024, appendix; as in DCLM's content filters",
        cost = Operator.Cost.MODERATE)
public record DclmQuality(
        @Param(doc = "Fewest words; absent means no limit.", def = "50", min = 0) @Nullable Integer minWords,

        @Param(doc = "Most words; absent means no limit.", def = "100000", min = 0) @Nullable Integer maxWords,

        @Param(doc = "Least mean length of words in characters; absent means no limit.", def = "3", min = 0) @Nullable Double minMeanWordLength,

        @Param(doc = "Largest mean length of words in characters; absent means no limit.", def = "10", min = 0)
        @Nullable Double maxMeanWordLength,

        @Param(doc = "Largest ratio of hash signs and ellipses to words; absent means no limit.", def = "0.1", min = 0)
        @Nullable Double maxSymbolRatio,

        @Param(
                doc = "Largest share of lines that begin with a bullet; absent means no limit.",
                def = "0.9",
                min = 0,
                max = 1)
        @Nullable Double maxBulletRatio,

        @Param(
                doc = "Largest share of lines that end with an ellipsis; absent means no limit.",
                def = "0.3",
                min = 0,
                max = 1)
        @Nullable Double maxEllipsisRatio,

        @Param(doc = "Largest share of words without a letter; absent means no limit.", def = "0.2", min = 0, max = 1)
        @Nullable Double maxNonAlphabeticRatio,

        @Param(doc = "Fewest stop words, each occurrence counted; absent means no limit.", def = "2", min = 0) @Nullable Integer minStopWords,

        @Param(doc = "The stop words, in lower case.", def = "[the, be, to, of, and, that, have, with]")
        List<String> stopWords)
        implements Filter {

    /** Why documents are dropped; the names are those of DCLM's filters. */
    public enum Reason {
        /** Fewer words than {@code min_words} or more than {@code max_words}. */
        PAGE_LENGTH,
        /** The mean word is shorter or longer than the bounds, or there is no word. */
        WORD_LENGTH,
        /** More symbols a word than {@code max_symbol_ratio}, or no word. */
        SYMBOL_RATIO,
        /** More bulleted lines than {@code max_bullet_ratio}. */
        BULLET_COUNT,
        /** More lines with an ellipsis at the end than {@code max_ellipsis_ratio}. */
        ELLIPSIS_COUNT,
        /** More words without a letter than {@code max_non_alphabetic_ratio}, or no word. */
        ALPHABETIC_WORD_RATIO,
        /** Fewer stop words than {@code min_stop_words}. */
        STOP_WORD
    }

    private static final Signal WORDS =
            Signal.count("words", "words", "words that begin with a letter or a number, cut as fastText does");
    private static final Signal LENGTH =
            Signal.number("mean_word_length", "characters", "mean length of words in characters");
    private static final Signal SYMBOLS =
            Signal.number("symbol_ratio", "symbols per word", "hash signs and ellipses a word");
    private static final Signal BULLETS =
            Signal.number("bullet_ratio", "share of lines, 0 to 1", "share of lines that begin with a bullet");
    private static final Signal ELLIPSES =
            Signal.number("ellipsis_ratio", "share of lines, 0 to 1", "share of lines that end with an ellipsis");
    private static final Signal NON_ALPHABETIC =
            Signal.number("non_alphabetic_ratio", "share of words, 0 to 1", "share of words without a letter");
    private static final Signal STOP_WORDS = Signal.count("stop_words", "words", "occurrences of stop words");

    // Their lower case is not one character alone: it is i with a dot of its own, and depends on what follows.
    private static final char DOTTED_CAPITAL_I = '\u0130';
    private static final char CAPITAL_SIGMA = '\u03a3';

    @Override
    public void check(Faults faults) {
        if (minWords != null && maxWords != null && maxWords < minWords) {
            faults.add("max_words", "is %d, below min_words (%d)", maxWords, minWords);
        }
        if (minMeanWordLength != null && maxMeanWordLength != null && maxMeanWordLength < minMeanWordLength) {
            faults.add(
                    "max_mean_word_length",
                    "is %s, below min_mean_word_length (%s)",
                    maxMeanWordLength,
                    minMeanWordLength);
        }
        for (String word : stopWords) {
            if (!word.equals(LowerCase.of(word))) {
                faults.add("stop_words", "holds '%s', which is not in lower case", word);
            }
        }
    }

    @Override
    public Class<? extends Enum<?>> reasons() {
        return Reason.class;
    }

    @Override
    public List<Signal> signals() {
        return List.of(WORDS, LENGTH, SYMBOLS, BULLETS, ELLIPSES, NON_ALPHABETIC, STOP_WORDS);
    }

    @Override
    public List<Threshold> thresholds() {
        return new Bounds()
                .min(WORDS, "min_words", minWords, Reason.PAGE_LENGTH)
                .max(WORDS, "max_words", maxWords, Reason.PAGE_LENGTH)
                .min(LENGTH, "min_mean_word_length", minMeanWordLength, Reason.WORD_LENGTH)
                .max(LENGTH, "max_mean_word_length", maxMeanWordLength, Reason.WORD_LENGTH)
                .max(SYMBOLS, "max_symbol_ratio", maxSymbolRatio, Reason.SYMBOL_RATIO)
                .max(BULLETS, "max_bullet_ratio", maxBulletRatio, Reason.BULLET_COUNT)
                .max(ELLIPSES, "max_ellipsis_ratio", maxEllipsisRatio, Reason.ELLIPSIS_COUNT)
                .max(NON_ALPHABETIC, "max_non_alphabetic_ratio", maxNonAlphabeticRatio, Reason.ALPHABETIC_WORD_RATIO)
                .min(STOP_WORDS, "min_stop_words", minStopWords, Reason.STOP_WORD)
                .thresholds();
    }

    @Override
    public Judge open(Resources resources) {
        String[] stops = stopWords.toArray(new String[0]);
        return (document, measured) -> {
            RuleCheck check = new RuleCheck(measured);
            check.within(WORDS, FasttextWords.count(document.text()), minWords, maxWords, Reason.PAGE_LENGTH);
            if (!check.done()) {
                Tokens tokens = Tokens.whitespace(document);
                words(document.text(), tokens, check);
                if (!check.done()) {
                    lines(document, measured, check);
                }
                if (!check.done()) {
                    shares(document.text(), tokens, stops, check);
                }
            }
            return check.verdict();
        };
    }

    private void words(String text, Tokens tokens, RuleCheck check) {
        if (tokens.size() == 0) {
            check.fail(minMeanWordLength != null || maxMeanWordLength != null, Reason.WORD_LENGTH);
            check.fail(maxSymbolRatio != null, Reason.SYMBOL_RATIO);
            return;
        }
        long characters = 0;
        for (int i = 0; i < tokens.size(); i++) {
            characters += tokens.length(i);
        }
        check.within(
                LENGTH, (double) characters / tokens.size(), minMeanWordLength, maxMeanWordLength, Reason.WORD_LENGTH);
        int symbols = Symbols.hashes(text) + Symbols.ellipses(text);
        for (int at = text.indexOf(". . ."); at >= 0; at = text.indexOf(". . .", at + 5)) {
            symbols++;
        }
        check.within(SYMBOLS, (double) symbols / tokens.size(), null, maxSymbolRatio, Reason.SYMBOL_RATIO);
    }

    private void lines(Document document, Values measured, RuleCheck check) {
        String text = document.text();
        Pieces pieces = Pieces.newlines(document);
        int lines = 0;
        int bullets = 0;
        int ellipses = 0;
        for (int i = 0; i < pieces.size(); i++) {
            int from = Chars.skipSpace(text, pieces.start(i), pieces.end(i));
            int to = Chars.stripEnd(text, from, pieces.end(i));
            if (from < to) {
                lines++;
                bullets += "\u25cf\u2022*-".indexOf(text.charAt(from)) >= 0 ? 1 : 0;
                ellipses += endsWithEllipsis(text, from, to) ? 1 : 0;
            }
        }
        if (lines > 0) {
            measured.set(BULLETS, (double) bullets / lines);
            measured.set(ELLIPSES, (double) ellipses / lines);
        }
        // The reference compares with the product, which may round to another side than the quotient.
        check.fail(maxBulletRatio != null && bullets > maxBulletRatio * lines, Reason.BULLET_COUNT);
        check.fail(maxEllipsisRatio != null && ellipses > maxEllipsisRatio * lines, Reason.ELLIPSIS_COUNT);
    }

    private static boolean endsWithEllipsis(String text, int from, int to) {
        return text.charAt(to - 1) == '\u2026'
                || (to - from >= 3 && text.startsWith("...", to - 3))
                || (to - from >= 5 && text.startsWith(". . .", to - 5));
    }

    private void shares(String text, Tokens tokens, String[] stops, RuleCheck check) {
        int bare = 0;
        int stop = 0;
        for (int i = 0; i < tokens.size(); i++) {
            bare += tokens.hasLetter(i) ? 0 : 1;
            stop += isStopWord(text, tokens.start(i), tokens.end(i), stops) ? 1 : 0;
        }
        if (tokens.size() > 0) {
            check.within(
                    NON_ALPHABETIC,
                    (double) bare / tokens.size(),
                    null,
                    maxNonAlphabeticRatio,
                    Reason.ALPHABETIC_WORD_RATIO);
        } else {
            check.fail(maxNonAlphabeticRatio != null, Reason.ALPHABETIC_WORD_RATIO);
        }
        check.within(STOP_WORDS, stop, minStopWords, null, Reason.STOP_WORD);
    }

    private static boolean isStopWord(String text, int from, int to, String[] stops) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == DOTTED_CAPITAL_I || c == CAPITAL_SIGMA) {
                return Arrays.asList(stops).contains(LowerCase.of(text.substring(from, to)));
            }
        }
        for (String stop : stops) {
            if (stop.length() == to - from && equalsLower(text, from, stop)) {
                return true;
            }
        }
        return false;
    }

    private static boolean equalsLower(String text, int from, String lower) {
        for (int i = 0; i < lower.length(); i++) {
            if (Unicode.toLowerCase(text.charAt(from + i)) != lower.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
