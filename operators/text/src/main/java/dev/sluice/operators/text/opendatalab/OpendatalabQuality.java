package dev.sluice.operators.text.opendatalab;

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
import dev.sluice.operators.text.lists.WordList;
import dev.sluice.operators.text.rules.Bounds;
import dev.sluice.operators.text.rules.RuleCheck;
import dev.sluice.text.LowerCase;
import dev.sluice.text.NGrams;
import dev.sluice.text.Reused;
import dev.sluice.text.Symbols;
import dev.sluice.text.Tokens;
import dev.sluice.text.WordSet;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Drops documents by the heuristic rules that OpenDataLab publishes for pretraining text, in one fixed order. Words are those
 * of the tool's normal form: RedPajama's, without the punctuation of Chinese too. Tokens are runs of word characters and
 * runs of other characters that are not white space; lines end at line feeds and blank ones do not count.
 *
 * <p>Every limit and what it is compared with follows the group's public rule tool Dingo, {@code rule_common.py} and {@code
 * utils/util.py} at commit b1ecf68a, read and not run, with its way of counting: entities that a semicolon ends count twice, and
 * lines of nothing but punctuation do not count for javascript. They are no verified copy of the rules behind WanJuan-CC, whose
 * paper was not at hand. One rule departs: shares of words with a letter are taken of tokens, where the tool has those of
 * NLTK, which cuts texts by a trained model of English sentences first. A value whose denominator is zero is absent and
 * breaks no rule.
 */
@Operator.Info(
        name = "opendatalab_quality",
        since = "0.1",
        summary = "Drops documents that break a quality rule of OpenDataLab.",
        source =
                "OpenDataLab's rule tool Dingo (MigoXLab/dingo, dingo/model/rule/rule_common.py at commit b1ecf68a); compare Qiu et al., WanJuan-CC, 2024",
        cost = Operator.Cost.MODERATE)
public record OpendatalabQuality(
        @Param(
                doc = "The rules that are applied, by the names of their reasons.",
                def = "[content_null, content_short, char_number, only_url, colon_end, sentence_number, word_number, "
                        + "mean_word_length, alpha_words, stop_word, symbol_word_ratio, unique_words, capital_words, "
                        + "line_end_with_terminal, line_end_with_ellipsis, line_start_with_bulletpoint, "
                        + "line_javascript_count, lorem_ipsum, curly_bracket, doc_repeat, no_punc, enter_and_space, "
                        + "html_entity, html_tag, invisible_char, special_character]")
        List<Reason> rules,

        @Param(doc = "Most bytes in UTF-8 of a text that is too short.", def = "20", min = 0)
        int maxShortBytes,

        @Param(doc = "Fewest characters of the stripped text beside spaces, tabs and line feeds.", def = "100", min = 0)
        int minCharacters,

        @Param(doc = "Fewest sentences.", def = "3", min = 0)
        int minSentences,

        @Param(doc = "Most sentences.", def = "7500", min = 0)
        int maxSentences,

        @Param(doc = "Fewest words of the normal form.", def = "20", min = 0)
        int minWords,

        @Param(doc = "Number of words from which on a text goes.", def = "100000", min = 1)
        int wordsLimit,

        @Param(doc = "Least mean length of words in characters, rounded to two decimals.", def = "3", min = 0)
        double minMeanWordLength,

        @Param(doc = "Mean length of words from which on a text goes.", def = "10", min = 0)
        double meanWordLengthLimit,

        @Param(
                doc = "Share of tokens with a letter at which and below which a text goes.",
                def = "0.6",
                min = 0,
                max = 1)
        double alphabeticRatioLimit,

        @Param(doc = "Least share of stop words.", def = "0.06", min = 0, max = 1)
        double minStopWordRatio,

        @Param(doc = "Fewest stop words.", def = "2", min = 0)
        int minStopWords,

        @Param(doc = "Largest ratio of hash signs and ellipses to tokens.", def = "0.4", min = 0)
        double maxSymbolRatio,

        @Param(doc = "Share of different words at which and below which a text goes.", def = "0.1", min = 0, max = 1)
        double uniqueRatioLimit,

        @Param(doc = "Largest share of tokens in capitals.", def = "0.2", min = 0, max = 1)
        double maxCapitalRatio,

        @Param(doc = "Number of tokens from which on capitals do not matter.", def = "200", min = 0)
        int capitalTokensLimit,

        @Param(doc = "Least share of lines that end with a terminal mark.", def = "0.6", min = 0, max = 1)
        double minTerminalRatio,

        @Param(doc = "Largest share of lines that end with an ellipsis.", def = "0.3", min = 0, max = 1)
        double maxEllipsisRatio,

        @Param(doc = "Largest share of lines that begin with a bullet.", def = "0.9", min = 0, max = 1)
        double maxBulletRatio,

        @Param(doc = "Most occurrences of lorem ipsum a character.", def = "0.00000003", min = 0, max = 1)
        double maxLoremIpsumRatio,

        @Param(doc = "Largest share of curly brackets.", def = "0.025", min = 0, max = 1)
        double maxCurlyBracketRatio,

        @Param(
                doc = "Share of characters in repeated 6-grams from which on a text goes.",
                def = "0.8",
                min = 0,
                max = 1)
        double repetitionLimit,

        @Param(doc = "Most words between two punctuation marks or line ends.", def = "112", min = 0)
        int maxRunWords,

        @Param(doc = "Largest share of line feeds.", def = "0.25", min = 0, max = 1)
        double maxLineFeedRatio,

        @Param(
                doc =
                        "Number of entities, tags, invisible characters or signs of broken text a character from which on a text goes.",
                def = "0.01",
                min = 0,
                max = 1)
        double markupLimit,

        @Param(doc = "Language of the stop words, ISO 639-1.", def = "en")
        String language)
        implements Filter {

    /** Why documents are dropped, which is also the name of the rule; the names are Dingo's. */
    public enum Reason {
        /** The text is blank. */
        CONTENT_NULL,
        /** The text has no more bytes in UTF-8 than {@code max_short_bytes}. */
        CONTENT_SHORT,
        /** Fewer characters beside spaces, tabs and line feeds than {@code min_characters}. */
        CHAR_NUMBER,
        /** The text is URLs and nothing else. */
        ONLY_URL,
        /** The text ends with a colon. */
        COLON_END,
        /**
         * Fewer sentences than {@code min_sentences} or more than {@code max_sentences}; a sentence is a word and all
         * up to the next run of {@code . ! ?} or line feed.
         */
        SENTENCE_NUMBER,
        /** Fewer words than {@code min_words}, or {@code words_limit} and more. */
        WORD_NUMBER,
        /** A mean word shorter than {@code min_mean_word_length}, or as long as {@code mean_word_length_limit}. */
        MEAN_WORD_LENGTH,
        /** A share of tokens with a letter of {@code alphabetic_ratio_limit} or less. */
        ALPHA_WORDS,
        /**
         * Fewer stop words than {@code min_stop_words}, or a share below {@code min_stop_word_ratio}; the list is that
         * of stopwords-json in the {@code language}.
         */
        STOP_WORD,
        /** More hash signs and ellipses a token than {@code max_symbol_ratio}. */
        SYMBOL_WORD_RATIO,
        /** A share of different words of {@code unique_ratio_limit} or less. */
        UNIQUE_WORDS,
        /**
         * A larger share of tokens in capitals than {@code max_capital_ratio}, in a text of fewer tokens than {@code
         * capital_tokens_limit}.
         */
        CAPITAL_WORDS,
        /** A smaller share of lines with one of {@code . ! ? "} at the end than {@code min_terminal_ratio}. */
        LINE_END_WITH_TERMINAL,
        /** A larger share of lines with {@code ...} or U+2026 at the end than {@code max_ellipsis_ratio}. */
        LINE_END_WITH_ELLIPSIS,
        /**
         * A larger share of lines that begin with one of ten bullets (U+2022, U+2023, U+25B6, U+25C0, U+25E6, U+25A0,
         * U+25A1, U+25AA, U+25AB, U+2013) than {@code max_bullet_ratio}.
         */
        LINE_START_WITH_BULLETPOINT,
        /** More than three lines of the normal form, of which fewer than three do not speak of javascript. */
        LINE_JAVASCRIPT_COUNT,
        /** More occurrences of "lorem ipsum" a character than {@code max_lorem_ipsum_ratio}. */
        LOREM_IPSUM,
        /** A larger share of curly brackets than {@code max_curly_bracket_ratio}. */
        CURLY_BRACKET,
        /** A share of characters in repeated 6-grams of {@code repetition_limit} or more. */
        DOC_REPEAT,
        /**
         * More words in a row without one of {@code . ! ? , ; / |}, U+2013, U+2022 and U+2026 than {@code
         * max_run_words}, within a line.
         */
        NO_PUNC,
        /** A larger share of line feeds than {@code max_line_feed_ratio}, 8 of them or 500 spaces in a row. */
        ENTER_AND_SPACE,
        /**
         * As many HTML entities (nbsp, lt, gt, amp, quot, apos, hellip, dashes and curly quotes) a character as {@code
         * markup_limit} or more.
         */
        HTML_ENTITY,
        /** As many of the HTML tags img, p and o:p a character as {@code markup_limit} or more. */
        HTML_TAG,
        /**
         * A share of invisible characters (spaces of other widths, zero-width characters, no-break spaces and marks of
         * direction) of {@code markup_limit} or more.
         */
        INVISIBLE_CHAR,
        /**
         * As many signs of broken text (U+FFFD, U+25A1, {@code <|...|>}, {@code u200e}, {@code ? :}, {@code {/U}}, the
         * entity 247) a character as {@code markup_limit} or more.
         */
        SPECIAL_CHARACTER
    }

    private static final Signal CHARACTERS = Signal.count(
            "characters", "characters", "characters of the stripped text beside spaces, tabs and line feeds");
    private static final Signal SENTENCES = Signal.count("sentences", "sentences", "sentences");
    private static final Signal WORDS = Signal.count("words", "words", "words of the normal form");
    private static final Signal WORD_LENGTH =
            Signal.number("mean_word_length", "characters", "mean length of words in characters");
    private static final Signal ALPHABETIC =
            Signal.number("alphabetic_ratio", "share of tokens, 0 to 1", "share of tokens with a letter");
    private static final Signal STOP_WORDS = Signal.count("stop_words", "words", "stop words");
    private static final Signal STOP_RATIO =
            Signal.number("stop_word_ratio", "share of tokens, 0 to 1", "share of tokens that are stop words");
    private static final Signal SYMBOLS =
            Signal.number("symbol_ratio", "symbols per token", "hash signs and ellipses a token");
    private static final Signal UNIQUE =
            Signal.number("unique_ratio", "share of words, 0 to 1", "share of different words");
    private static final Signal CAPITALS =
            Signal.number("capital_ratio", "share of tokens, 0 to 1", "share of tokens in capitals");
    private static final Signal TERMINAL =
            Signal.number("terminal_ratio", "share of lines, 0 to 1", "share of lines that end with a terminal mark");
    private static final Signal ELLIPSIS =
            Signal.number("ellipsis_ratio", "share of lines, 0 to 1", "share of lines that end with an ellipsis");
    private static final Signal BULLETS =
            Signal.number("bullet_ratio", "share of lines, 0 to 1", "share of lines that begin with a bullet");
    private static final Signal LOREM =
            Signal.number("lorem_ipsum_ratio", "occurrences per character", "occurrences of lorem ipsum a character");
    private static final Signal CURLY =
            Signal.number("curly_bracket_ratio", "share of characters, 0 to 1", "share of curly brackets");
    private static final Signal REPETITION =
            Signal.number("repetition_ratio", "share of characters, 0 to 1", "share of characters in repeated 6-grams");
    private static final Signal RUN =
            Signal.count("run_words", "words", "most words between two punctuation marks or line ends");
    private static final Signal LINE_FEEDS =
            Signal.number("line_feed_ratio", "share of characters, 0 to 1", "share of line feeds");
    private static final Signal ENTITIES =
            Signal.number("html_entity_ratio", "entities per character", "HTML entities a character");
    private static final Signal TAGS = Signal.number("html_tag_ratio", "tags per character", "HTML tags a character");
    private static final Signal INVISIBLE =
            Signal.number("invisible_ratio", "share of characters, 0 to 1", "share of invisible characters");
    private static final Signal SPECIAL =
            Signal.number("special_ratio", "signs per character", "signs of broken text a character");
    private static final int REPEATED_WORDS = 6;
    private static final char DOTTED_CAPITAL_I = '\u0130';
    private static final char UNLISTED_LETTER = '\u0138';

    @Override
    public void check(Faults faults) {
        if (!WordList.STOP_WORDS.languages().contains(language)) {
            faults.add(
                    "language",
                    "is '%s', there are lists of %s",
                    language,
                    String.join(", ", WordList.STOP_WORDS.languages()));
        }
        if (maxSentences < minSentences) {
            faults.add("max_sentences", "is %d, below min_sentences (%d)", maxSentences, minSentences);
        }
        if (wordsLimit <= minWords) {
            faults.add("words_limit", "is %d, must be above min_words (%d)", wordsLimit, minWords);
        }
        if (meanWordLengthLimit <= minMeanWordLength) {
            faults.add(
                    "mean_word_length_limit",
                    "is %s, must be above min_mean_word_length (%s)",
                    meanWordLengthLimit,
                    minMeanWordLength);
        }
    }

    @Override
    public Class<? extends Enum<?>> reasons() {
        return Reason.class;
    }

    @Override
    public List<Signal> signals() {
        return List.of(
                CHARACTERS,
                SENTENCES,
                WORDS,
                WORD_LENGTH,
                ALPHABETIC,
                STOP_WORDS,
                STOP_RATIO,
                SYMBOLS,
                UNIQUE,
                CAPITALS,
                TERMINAL,
                ELLIPSIS,
                BULLETS,
                LOREM,
                CURLY,
                REPETITION,
                RUN,
                LINE_FEEDS,
                ENTITIES,
                TAGS,
                INVISIBLE,
                SPECIAL);
    }

    @Override
    public List<Threshold> thresholds() {
        return new Bounds()
                .min(CHARACTERS, "min_characters", on(minCharacters, Reason.CHAR_NUMBER), Reason.CHAR_NUMBER)
                .min(SENTENCES, "min_sentences", on(minSentences, Reason.SENTENCE_NUMBER), Reason.SENTENCE_NUMBER)
                .max(SENTENCES, "max_sentences", on(maxSentences, Reason.SENTENCE_NUMBER), Reason.SENTENCE_NUMBER)
                .min(WORDS, "min_words", on(minWords, Reason.WORD_NUMBER), Reason.WORD_NUMBER)
                .max(WORDS, "words_limit", on(wordsLimit, Reason.WORD_NUMBER), Reason.WORD_NUMBER)
                .min(
                        WORD_LENGTH,
                        "min_mean_word_length",
                        on(minMeanWordLength, Reason.MEAN_WORD_LENGTH),
                        Reason.MEAN_WORD_LENGTH)
                .max(
                        WORD_LENGTH,
                        "mean_word_length_limit",
                        on(meanWordLengthLimit, Reason.MEAN_WORD_LENGTH),
                        Reason.MEAN_WORD_LENGTH)
                .min(
                        ALPHABETIC,
                        "alphabetic_ratio_limit",
                        on(alphabeticRatioLimit, Reason.ALPHA_WORDS),
                        Reason.ALPHA_WORDS)
                .min(STOP_WORDS, "min_stop_words", on(minStopWords, Reason.STOP_WORD), Reason.STOP_WORD)
                .min(STOP_RATIO, "min_stop_word_ratio", on(minStopWordRatio, Reason.STOP_WORD), Reason.STOP_WORD)
                .max(
                        SYMBOLS,
                        "max_symbol_ratio",
                        on(maxSymbolRatio, Reason.SYMBOL_WORD_RATIO),
                        Reason.SYMBOL_WORD_RATIO)
                .min(UNIQUE, "unique_ratio_limit", on(uniqueRatioLimit, Reason.UNIQUE_WORDS), Reason.UNIQUE_WORDS)
                .max(CAPITALS, "max_capital_ratio", on(maxCapitalRatio, Reason.CAPITAL_WORDS), Reason.CAPITAL_WORDS)
                .min(
                        TERMINAL,
                        "min_terminal_ratio",
                        on(minTerminalRatio, Reason.LINE_END_WITH_TERMINAL),
                        Reason.LINE_END_WITH_TERMINAL)
                .max(
                        ELLIPSIS,
                        "max_ellipsis_ratio",
                        on(maxEllipsisRatio, Reason.LINE_END_WITH_ELLIPSIS),
                        Reason.LINE_END_WITH_ELLIPSIS)
                .max(
                        BULLETS,
                        "max_bullet_ratio",
                        on(maxBulletRatio, Reason.LINE_START_WITH_BULLETPOINT),
                        Reason.LINE_START_WITH_BULLETPOINT)
                .max(LOREM, "max_lorem_ipsum_ratio", on(maxLoremIpsumRatio, Reason.LOREM_IPSUM), Reason.LOREM_IPSUM)
                .max(
                        CURLY,
                        "max_curly_bracket_ratio",
                        on(maxCurlyBracketRatio, Reason.CURLY_BRACKET),
                        Reason.CURLY_BRACKET)
                .max(REPETITION, "repetition_limit", on(repetitionLimit, Reason.DOC_REPEAT), Reason.DOC_REPEAT)
                .max(RUN, "max_run_words", on(maxRunWords, Reason.NO_PUNC), Reason.NO_PUNC)
                .max(
                        LINE_FEEDS,
                        "max_line_feed_ratio",
                        on(maxLineFeedRatio, Reason.ENTER_AND_SPACE),
                        Reason.ENTER_AND_SPACE)
                .max(ENTITIES, "markup_limit", on(markupLimit, Reason.HTML_ENTITY), Reason.HTML_ENTITY)
                .max(TAGS, "markup_limit", on(markupLimit, Reason.HTML_TAG), Reason.HTML_TAG)
                .max(INVISIBLE, "markup_limit", on(markupLimit, Reason.INVISIBLE_CHAR), Reason.INVISIBLE_CHAR)
                .max(SPECIAL, "markup_limit", on(markupLimit, Reason.SPECIAL_CHARACTER), Reason.SPECIAL_CHARACTER)
                .thresholds();
    }

    private @Nullable Number on(Number value, Reason rule) {
        return rules.contains(rule) ? value : null;
    }

    @Override
    public Judge open(Resources resources) {
        WordSet stops = new WordSet(WordList.STOP_WORDS.of(language));
        Set<Reason> on = EnumSet.noneOf(Reason.class);
        on.addAll(rules);
        Reused<NGrams> grams = new Reused<>(NGrams::new);
        return (document, measured) -> new Judging(document, measured, on, stops, grams.of(document.text())).verdict();
    }

    /** One document being judged. */
    private final class Judging {
        private final Document document;
        private final String text;
        private final int length;
        private final Values measured;
        private final Set<Reason> on;
        private final WordSet stops;
        private final NGrams grams;
        private final RuleCheck check;
        private @Nullable PageWords pageWords;

        Judging(Document document, Values measured, Set<Reason> on, WordSet stops, NGrams grams) {
            this.document = document;
            this.text = document.text();
            this.length = text.codePointCount(0, text.length());
            this.measured = measured;
            this.on = on;
            this.stops = stops;
            this.grams = grams;
            this.check = new RuleCheck(measured);
        }

        private void rule(Reason rule, boolean failed) {
            check.fail(failed && on.contains(rule), rule);
        }

        Verdict verdict() {
            whole();
            if (!check.done()) {
                words();
            }
            if (!check.done()) {
                tokens();
            }
            if (!check.done()) {
                lines();
            }
            if (!check.done()) {
                characters();
            }
            return check.verdict();
        }

        private void whole() {
            int visible = PageText.visible(text);
            measured.set(CHARACTERS, visible);
            rule(Reason.CONTENT_NULL, PageText.isBlank(text));
            rule(
                    Reason.CONTENT_SHORT,
                    text.length() <= maxShortBytes && text.getBytes(StandardCharsets.UTF_8).length <= maxShortBytes);
            rule(Reason.CHAR_NUMBER, visible < minCharacters);
            rule(Reason.ONLY_URL, PageText.isUrls(text));
            rule(Reason.COLON_END, text.endsWith(":"));
            int sentences = PageText.sentences(text);
            measured.set(SENTENCES, sentences);
            rule(Reason.SENTENCE_NUMBER, sentences < minSentences || sentences > maxSentences);
        }

        private void words() {
            Document normal = pageWords().normal;
            Tokens words = Tokens.whitespace(normal);
            measured.set(WORDS, words.size());
            rule(Reason.WORD_NUMBER, words.size() < minWords || words.size() >= wordsLimit);
            if (words.size() == 0) {
                return;
            }
            long characters = 0;
            for (int i = 0; i < words.size(); i++) {
                characters += words.length(i);
            }
            double mean = new BigDecimal((double) characters / words.size())
                    .setScale(2, RoundingMode.HALF_EVEN)
                    .doubleValue();
            measured.set(WORD_LENGTH, mean);
            rule(Reason.MEAN_WORD_LENGTH, mean < minMeanWordLength || mean >= meanWordLengthLimit);
            grams.begin(words, 1);
            double unique = (double) grams.different() / words.size();
            measured.set(UNIQUE, unique);
            rule(Reason.UNIQUE_WORDS, unique <= uniqueRatioLimit);
            String normalText = normal.text();
            double lorem = (double) PageText.occurrences(normalText, "lorem ipsum")
                    / normalText.codePointCount(0, normalText.length());
            measured.set(LOREM, lorem);
            rule(Reason.LOREM_IPSUM, lorem > maxLoremIpsumRatio);
            if (!check.done()) {
                double repeated = repetition(normal, words);
                measured.set(REPETITION, repeated);
                rule(Reason.DOC_REPEAT, repeated >= repetitionLimit);
            }
        }

        private PageWords pageWords() {
            PageWords known = pageWords;
            if (known == null) {
                known = new PageWords(document);
                pageWords = known;
            }
            return known;
        }

        /** The share of characters in repeated 6-grams, ideographs being words of their own. */
        private double repetition(Document normal, Tokens plain) {
            Document apart = pageWords().ideographsApart();
            Tokens words = plain;
            if (apart == normal) {
                grams.growTo(REPEATED_WORDS);
            } else {
                words = Tokens.whitespace(apart);
                grams.begin(words, REPEATED_WORDS);
            }
            long all = 0;
            for (int i = 0; i < words.size(); i++) {
                all += words.length(i);
            }
            return (double) repeatedCharacters(words) / all;
        }

        private long repeatedCharacters(Tokens words) {
            long characters = 0;
            int covered = 0;
            for (int i = 0; i < grams.size(); i++) {
                if (grams.repeated(i)) {
                    for (int j = Math.max(covered, i); j < i + REPEATED_WORDS; j++) {
                        characters += words.length(j);
                    }
                    covered = i + REPEATED_WORDS;
                }
            }
            return characters;
        }

        private void tokens() {
            Tokens tokens = Tokens.wordpunct(document);
            if (tokens.size() == 0) {
                return;
            }
            int alphabetic = 0;
            int capitals = 0;
            for (int i = 0; i < tokens.size(); i++) {
                alphabetic += tokens.hasLetter(i) ? 1 : 0;
                capitals += tokens.hasUpper(i) && !tokens.hasLowerOrTitle(i) ? 1 : 0;
            }
            double of = tokens.size();
            measured.set(ALPHABETIC, alphabetic / of);
            rule(Reason.ALPHA_WORDS, alphabetic / of <= alphabeticRatioLimit);
            // Each token is lowered alone: the capital I with a dot becomes two characters, which no list has, and
            // would fall
            // apart in the text as a whole. Another letter without a place in a list stands for it.
            Tokens lower = Tokens.wordpunct(Document.of(LowerCase.of(text.replace(DOTTED_CAPITAL_I, UNLISTED_LETTER))));
            int stop = stops.count(lower);
            measured.set(STOP_WORDS, stop);
            measured.set(STOP_RATIO, (double) stop / lower.size());
            rule(Reason.STOP_WORD, stop < minStopWords || (double) stop / lower.size() < minStopWordRatio);
            double symbols = (Symbols.hashes(text) + Symbols.ellipses(text)) / of;
            measured.set(SYMBOLS, symbols);
            rule(Reason.SYMBOL_WORD_RATIO, symbols > maxSymbolRatio);
            measured.set(CAPITALS, capitals / of);
            rule(Reason.CAPITAL_WORDS, capitals / of > maxCapitalRatio && tokens.size() < capitalTokensLimit);
        }

        private void lines() {
            PageLines lines = new PageLines(document);
            measured.set(RUN, lines.longestRun);
            if (lines.count > 0) {
                double of = lines.count;
                measured.set(TERMINAL, lines.terminal / of);
                measured.set(ELLIPSIS, lines.ellipsis / of);
                measured.set(BULLETS, lines.bullets / of);
                rule(Reason.LINE_END_WITH_TERMINAL, lines.terminal / of < minTerminalRatio);
                rule(Reason.LINE_END_WITH_ELLIPSIS, lines.ellipsis / of > maxEllipsisRatio);
                rule(Reason.LINE_START_WITH_BULLETPOINT, lines.bullets / of > maxBulletRatio);
            }
            int[] left = pageWords().linesAndJavascript();
            rule(Reason.LINE_JAVASCRIPT_COUNT, left[0] > 3 && left[0] - left[1] < 3);
            rule(Reason.NO_PUNC, lines.longestRun > maxRunWords);
        }

        private void characters() {
            if (length == 0) {
                return;
            }
            double of = length;
            double curly = (Symbols.count(text, '{') + Symbols.count(text, '}')) / of;
            measured.set(CURLY, curly);
            rule(Reason.CURLY_BRACKET, curly > maxCurlyBracketRatio);
            double feeds = Symbols.count(text, '\n') / of;
            measured.set(LINE_FEEDS, feeds);
            rule(
                    Reason.ENTER_AND_SPACE,
                    feeds > maxLineFeedRatio || PageText.hasRun(text, '\n', 8) || PageText.hasRun(text, ' ', 500));
            markup(ENTITIES, Reason.HTML_ENTITY, PageText.entities(text) / of);
            markup(TAGS, Reason.HTML_TAG, PageText.tags(text) / of);
            markup(INVISIBLE, Reason.INVISIBLE_CHAR, PageText.invisible(text) / of);
            markup(SPECIAL, Reason.SPECIAL_CHARACTER, PageText.special(text) / of);
        }

        private void markup(Signal signal, Reason rule, double ratio) {
            measured.set(signal, ratio);
            rule(rule, ratio >= markupLimit);
        }
    }
}
