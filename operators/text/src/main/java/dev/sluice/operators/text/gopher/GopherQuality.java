package dev.sluice.operators.text.gopher;

import dev.sluice.operators.Document;
import dev.sluice.operators.Faults;
import dev.sluice.operators.Filter;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Param;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Threshold;
import dev.sluice.operators.Values;
import dev.sluice.operators.Verdict;
import dev.sluice.text.Chars;
import dev.sluice.text.Pieces;
import dev.sluice.text.Symbols;
import dev.sluice.text.Tokenizer;
import dev.sluice.text.Tokens;
import dev.sluice.text.WordSet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Drops documents that break one of the ten quality rules of the Gopher corpus, in the form and order of datatrove.
 * With {@code measure: all} every value is measured, whatever the first broken rule.
 *
 * <ul>
 *   <li>A word is what the {@code tokenizer} cuts; a content word is one with at least one character that is no
 *       punctuation. Lengths are in characters (code points). The first four rules look at content words, shares are of
 *       all words.
 *   <li>Hash signs and ellipses ({@code ...} and U+2026) are counted in the text, each kind against {@code
 *       max_symbol_word_ratio} by itself.
 *   <li>Lines end where Python's {@code str.splitlines} ends them. A bullet is U+2022 or {@code -} as the first
 *       character of a line that is not white space; an ellipsis at the end of a line is {@code ...} or U+2026.
 *   <li>A stop word counts once, in its exact case, so that a text must hold {@code min_stop_words} different ones.
 * </ul>
 *
 * <p>The eight stop words are English: give the words of the language, or turn the rule off with {@code min_stop_words:
 * null}.
 */
@Operator.Info(
        name = "gopher_quality",
        since = "0.1",
        summary = "Drops documents that break a quality rule of the Gopher corpus.",
        source = "Rae et al., Scaling Language Models, 2021, appendix A1.1; as in datatrove's GopherQualityFilter",
        cost = Operator.Cost.MODERATE)
public record GopherQuality(
        @Param(doc = "Fewest content words; absent means no limit.", def = "50", min = 0) @Nullable Integer minDocWords,

        @Param(doc = "Most content words; absent means no limit.", def = "100000", min = 0) @Nullable Integer maxDocWords,

        @Param(doc = "Least mean length of content words in characters; absent means no limit.", def = "3", min = 0)
        @Nullable Double minAvgWordLength,

        @Param(doc = "Largest mean length of content words in characters; absent means no limit.", def = "10", min = 0)
        @Nullable Double maxAvgWordLength,

        @Param(
                doc = "Largest ratio of hash signs, and of ellipses, to words; absent means no limit.",
                def = "0.1",
                min = 0)
        @Nullable Double maxSymbolWordRatio,

        @Param(
                doc = "Largest share of lines that begin with a bullet; absent means no limit.",
                def = "0.9",
                min = 0,
                max = 1)
        @Nullable Double maxBulletLinesRatio,

        @Param(
                doc = "Largest share of lines that end with an ellipsis; absent means no limit.",
                def = "0.3",
                min = 0,
                max = 1)
        @Nullable Double maxEllipsisLinesRatio,

        @Param(doc = "Least share of words with a letter; absent means no limit.", def = "0.8", min = 0, max = 1)
        @Nullable Double minAlphaWordsRatio,

        @Param(doc = "Fewest different stop words; absent means no limit.", def = "2", min = 0) @Nullable Integer minStopWords,

        @Param(doc = "The stop words, in their exact case.", def = "[the, be, to, of, and, that, have, with]", max = 60)
        List<String> stopWords,

        @Param(doc = "How the text is cut into words.", def = "whitespace")
        Tokenizer tokenizer)
        implements Filter {

    /** Why documents are dropped; the names are datatrove's. */
    public enum Reason {
        /** Fewer content words than {@code min_doc_words}. */
        GOPHER_SHORT_DOC,
        /** More content words than {@code max_doc_words}. */
        GOPHER_LONG_DOC,
        /** The mean word is shorter than {@code min_avg_word_length}. */
        GOPHER_BELOW_AVG_THRESHOLD,
        /** The mean word is longer than {@code max_avg_word_length}. */
        GOPHER_ABOVE_AVG_THRESHOLD,
        /** More hash signs than {@code max_symbol_word_ratio}. */
        GOPHER_TOO_MANY_HASHES,
        /** More ellipses than {@code max_symbol_word_ratio}. */
        GOPHER_TOO_MANY_ELLIPSIS,
        /** More bulleted lines than {@code max_bullet_lines_ratio}. */
        GOPHER_TOO_MANY_BULLETS,
        /** More lines with an ellipsis at the end than {@code max_ellipsis_lines_ratio}. */
        GOPHER_TOO_MANY_END_ELLIPSIS,
        /** Fewer words with a letter than {@code min_alpha_words_ratio}. */
        GOPHER_BELOW_ALPHA_THRESHOLD,
        /** Fewer stop words than {@code min_stop_words}; the name is the published one. */
        GOPHER_ENOUGH_STOP_WORDS,
        /** There is no word or line to take a share of; datatrove fails on such a text. */
        ERROR_EMPTY
    }

    private static final Signal WORDS = Signal.count("n_non_symbol_words", "words", "content words");
    private static final Signal LENGTH =
            Signal.number("avg_word_length", "characters", "mean length of content words in characters");
    private static final Signal HASHES = Signal.number("hash_ratio", "hash signs per word", "hash signs a word");
    private static final Signal ELLIPSES = Signal.number("ellipsis_ratio", "ellipses per word", "ellipses a word");
    private static final Signal BULLETS =
            Signal.number("bullet_lines_ratio", "share of lines, 0 to 1", "share of lines that begin with a bullet");
    private static final Signal ELLIPSIS_LINES =
            Signal.number("ellipsis_lines_ratio", "share of lines, 0 to 1", "share of lines that end with an ellipsis");
    private static final Signal ALPHA =
            Signal.number("alpha_words_ratio", "share of words, 0 to 1", "share of words with a letter");
    private static final Signal STOP_WORDS = Signal.count("stop_words_distinct", "words", "different stop words");

    @Override
    public void check(Faults faults) {
        if (minDocWords != null && maxDocWords != null && maxDocWords < minDocWords) {
            faults.add("max_doc_words", "is %d, below min_doc_words (%d)", maxDocWords, minDocWords);
        }
        if (minAvgWordLength != null && maxAvgWordLength != null && maxAvgWordLength < minAvgWordLength) {
            faults.add(
                    "max_avg_word_length", "is %s, below min_avg_word_length (%s)", maxAvgWordLength, minAvgWordLength);
        }
    }

    @Override
    public Class<? extends Enum<?>> reasons() {
        return Reason.class;
    }

    @Override
    public List<Signal> signals() {
        return List.of(WORDS, LENGTH, HASHES, ELLIPSES, BULLETS, ELLIPSIS_LINES, ALPHA, STOP_WORDS);
    }

    @Override
    public List<Threshold> thresholds() {
        List<Threshold> thresholds = new ArrayList<>();
        add(thresholds, WORDS, "min_doc_words", minDocWords, true, Reason.GOPHER_SHORT_DOC);
        add(thresholds, WORDS, "max_doc_words", maxDocWords, false, Reason.GOPHER_LONG_DOC);
        add(thresholds, LENGTH, "min_avg_word_length", minAvgWordLength, true, Reason.GOPHER_BELOW_AVG_THRESHOLD);
        add(thresholds, LENGTH, "max_avg_word_length", maxAvgWordLength, false, Reason.GOPHER_ABOVE_AVG_THRESHOLD);
        add(thresholds, HASHES, "max_symbol_word_ratio", maxSymbolWordRatio, false, Reason.GOPHER_TOO_MANY_HASHES);
        add(thresholds, ELLIPSES, "max_symbol_word_ratio", maxSymbolWordRatio, false, Reason.GOPHER_TOO_MANY_ELLIPSIS);
        add(thresholds, BULLETS, "max_bullet_lines_ratio", maxBulletLinesRatio, false, Reason.GOPHER_TOO_MANY_BULLETS);
        add(
                thresholds,
                ELLIPSIS_LINES,
                "max_ellipsis_lines_ratio",
                maxEllipsisLinesRatio,
                false,
                Reason.GOPHER_TOO_MANY_END_ELLIPSIS);
        add(thresholds, ALPHA, "min_alpha_words_ratio", minAlphaWordsRatio, true, Reason.GOPHER_BELOW_ALPHA_THRESHOLD);
        add(thresholds, STOP_WORDS, "min_stop_words", minStopWords, true, Reason.GOPHER_ENOUGH_STOP_WORDS);
        return thresholds;
    }

    private static void add(
            List<Threshold> thresholds,
            Signal signal,
            String parameter,
            @Nullable Number value,
            boolean least,
            Reason reason) {
        if (value != null) {
            thresholds.add(
                    least
                            ? Threshold.min(signal, parameter, value.doubleValue(), reason)
                            : Threshold.max(signal, parameter, value.doubleValue(), reason));
        }
    }

    @Override
    public Judge open(Resources resources) {
        WordSet stops = new WordSet(stopWords);
        return (document, measured) -> new Judging(document, measured, stops).verdict();
    }

    /** One document being judged: the first rule that fails decides, the others only measure. */
    private final class Judging {
        private final Document document;
        private final Values measured;
        private final WordSet stops;
        private final Tokens tokens;
        private @Nullable Reason reason;

        Judging(Document document, Values measured, WordSet stops) {
            this.document = document;
            this.measured = measured;
            this.stops = stops;
            this.tokens = tokenizer.tokens(document);
        }

        private boolean done() {
            return reason != null && !measured.all();
        }

        private void fail(boolean failed, Reason why) {
            if (failed && reason == null) {
                reason = why;
            }
        }

        Verdict verdict() {
            words();
            if (!done()) {
                symbols();
            }
            if (!done()) {
                lines();
            }
            if (!done()) {
                shares();
            }
            return reason == null ? Verdict.KEEP : Verdict.drop(reason);
        }

        private void words() {
            int content = 0;
            long length = 0;
            for (int i = 0; i < tokens.size(); i++) {
                if (tokens.hasContent(i)) {
                    content++;
                    length += tokens.length(i);
                }
            }
            measured.set(WORDS, content);
            fail(minDocWords != null && content < minDocWords, Reason.GOPHER_SHORT_DOC);
            fail(maxDocWords != null && content > maxDocWords, Reason.GOPHER_LONG_DOC);
            if (content > 0) {
                double mean = (double) length / content;
                measured.set(LENGTH, mean);
                fail(minAvgWordLength != null && mean < minAvgWordLength, Reason.GOPHER_BELOW_AVG_THRESHOLD);
                fail(maxAvgWordLength != null && mean > maxAvgWordLength, Reason.GOPHER_ABOVE_AVG_THRESHOLD);
            } else {
                fail(minAvgWordLength != null || maxAvgWordLength != null, Reason.ERROR_EMPTY);
            }
        }

        private void symbols() {
            if (tokens.size() == 0) {
                fail(maxSymbolWordRatio != null, Reason.ERROR_EMPTY);
                return;
            }
            String text = document.text();
            double hashRatio = (double) Symbols.hashes(text) / tokens.size();
            double ellipsisRatio = (double) Symbols.ellipses(text) / tokens.size();
            measured.set(HASHES, hashRatio);
            measured.set(ELLIPSES, ellipsisRatio);
            fail(maxSymbolWordRatio != null && hashRatio > maxSymbolWordRatio, Reason.GOPHER_TOO_MANY_HASHES);
            fail(maxSymbolWordRatio != null && ellipsisRatio > maxSymbolWordRatio, Reason.GOPHER_TOO_MANY_ELLIPSIS);
        }

        private void lines() {
            Pieces lines = Pieces.splitlines(document);
            if (lines.size() == 0) {
                fail(maxBulletLinesRatio != null || maxEllipsisLinesRatio != null, Reason.ERROR_EMPTY);
                return;
            }
            String text = document.text();
            int bullets = 0;
            int ellipses = 0;
            for (int i = 0; i < lines.size(); i++) {
                int from = Chars.skipSpace(text, lines.start(i), lines.end(i));
                int to = Chars.stripEnd(text, from, lines.end(i));
                if (from < to) {
                    char first = text.charAt(from);
                    bullets += first == '\u2022' || first == '-' ? 1 : 0;
                    boolean dots = to - from >= 3 && text.startsWith("...", to - 3);
                    ellipses += dots || text.charAt(to - 1) == '\u2026' ? 1 : 0;
                }
            }
            double bulletRatio = (double) bullets / lines.size();
            double ellipsisRatio = (double) ellipses / lines.size();
            measured.set(BULLETS, bulletRatio);
            measured.set(ELLIPSIS_LINES, ellipsisRatio);
            fail(maxBulletLinesRatio != null && bulletRatio > maxBulletLinesRatio, Reason.GOPHER_TOO_MANY_BULLETS);
            fail(
                    maxEllipsisLinesRatio != null && ellipsisRatio > maxEllipsisLinesRatio,
                    Reason.GOPHER_TOO_MANY_END_ELLIPSIS);
        }

        private void shares() {
            int alpha = 0;
            long stop = 0;
            for (int i = 0; i < tokens.size(); i++) {
                alpha += tokens.hasLetter(i) ? 1 : 0;
                int word = stops.indexOf(tokens, i);
                stop |= word < 0 ? 0 : 1L << word;
            }
            if (tokens.size() > 0) {
                double share = (double) alpha / tokens.size();
                measured.set(ALPHA, share);
                fail(minAlphaWordsRatio != null && share < minAlphaWordsRatio, Reason.GOPHER_BELOW_ALPHA_THRESHOLD);
            } else {
                fail(minAlphaWordsRatio != null, Reason.ERROR_EMPTY);
            }
            int distinct = Long.bitCount(stop);
            measured.set(STOP_WORDS, distinct);
            fail(minStopWords != null && distinct < minStopWords, Reason.GOPHER_ENOUGH_STOP_WORDS);
        }
    }
}
