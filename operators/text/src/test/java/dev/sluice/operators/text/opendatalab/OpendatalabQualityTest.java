package dev.sluice.operators.text.opendatalab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sluice.operators.Resources;
import dev.sluice.operators.Spec;
import dev.sluice.operators.testkit.Documents;
import dev.sluice.operators.testkit.Measured;
import dev.sluice.operators.text.opendatalab.OpendatalabQuality.Reason;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule alone on both sides of its limit, as Dingo compares it ({@code rule_common.py} at commit b1ecf68a). */
class OpendatalabQualityTest {
    private static final boolean KEPT = false;
    private static final boolean DROPPED = true;

    /** So many characters in all, which begin in a way. */
    private static String ofLength(String beginning, int characters) {
        return beginning + "a".repeat(characters - beginning.codePointCount(0, beginning.length()));
    }

    private static Stream<Arguments> texts() {
        return Stream.of(
                arguments(Reason.CONTENT_NULL, " \t\u00a0\u3000\u0085\u001c\n", DROPPED),
                arguments(Reason.CONTENT_NULL, "", DROPPED),
                arguments(Reason.CONTENT_NULL, "\u200b", KEPT),
                arguments(Reason.CONTENT_SHORT, "a".repeat(20), DROPPED),
                arguments(Reason.CONTENT_SHORT, "a".repeat(21), KEPT),
                arguments(Reason.CONTENT_SHORT, "\u00e9".repeat(10), DROPPED),
                arguments(Reason.CONTENT_SHORT, "\u00e9".repeat(11), KEPT),
                arguments(Reason.CHAR_NUMBER, "a b\t\n".repeat(49) + "c", DROPPED),
                arguments(Reason.CHAR_NUMBER, "a b\t\n".repeat(50), KEPT),
                arguments(Reason.CHAR_NUMBER, "\u00a0\r" + "a".repeat(99) + "\u3000", DROPPED),
                arguments(Reason.CHAR_NUMBER, "\u00a0\r" + "a".repeat(50) + "\u00a0" + "b".repeat(49), KEPT),
                arguments(Reason.CHAR_NUMBER, "\ud83d\ude00".repeat(99), DROPPED),
                arguments(Reason.ONLY_URL, " https://example.org/a?b=c%20d&e\n", DROPPED),
                arguments(Reason.ONLY_URL, "http://a.example\n https://b.example/", DROPPED),
                arguments(Reason.ONLY_URL, "http://http://a.example", DROPPED),
                arguments(Reason.ONLY_URL, "https://example.org/#part", KEPT),
                arguments(Reason.ONLY_URL, "https://example.org/~user", KEPT),
                arguments(Reason.ONLY_URL, "https://", KEPT),
                arguments(Reason.ONLY_URL, "HTTPS://example.org", KEPT),
                arguments(Reason.ONLY_URL, "See https://example.org", KEPT),
                arguments(Reason.ONLY_URL, "https://example.org/caf\u00e9", KEPT),
                arguments(Reason.ONLY_URL, "  ", KEPT),
                arguments(Reason.COLON_END, "as follows:", DROPPED),
                arguments(Reason.COLON_END, "as follows: ", KEPT),
                arguments(Reason.COLON_END, "as follows\uff1a", KEPT),
                arguments(Reason.SENTENCE_NUMBER, "One. Two.", DROPPED),
                arguments(Reason.SENTENCE_NUMBER, "One. Two. Three.", KEPT),
                arguments(Reason.SENTENCE_NUMBER, "one\ntwo\nthree", KEPT),
                arguments(Reason.SENTENCE_NUMBER, "a. ".repeat(7500), KEPT),
                arguments(Reason.SENTENCE_NUMBER, "a. ".repeat(7501), DROPPED),
                arguments(Reason.WORD_NUMBER, "a ".repeat(19), DROPPED),
                arguments(Reason.WORD_NUMBER, "a ".repeat(20), KEPT),
                arguments(Reason.WORD_NUMBER, "a ".repeat(19) + "- \u2014 \u201c \u3002 \u2026", DROPPED),
                arguments(Reason.WORD_NUMBER, "a ".repeat(18) + "b\u3000c", DROPPED),
                arguments(Reason.WORD_NUMBER, "a ".repeat(99_999), KEPT),
                arguments(Reason.WORD_NUMBER, "a ".repeat(100_000), DROPPED),
                arguments(Reason.MEAN_WORD_LENGTH, "abc abc", KEPT),
                arguments(Reason.MEAN_WORD_LENGTH, "ab abc abc abc", DROPPED), // 2.75
                arguments(Reason.MEAN_WORD_LENGTH, "ab " + "abc ".repeat(399), KEPT), // 2.9975 is rounded to 3.00
                arguments(Reason.MEAN_WORD_LENGTH, "abcdefghij", DROPPED),
                arguments(Reason.MEAN_WORD_LENGTH, "abcdefghi abcdefghij", KEPT),
                // 9.995 is a little less in binary and is rounded to 9.99.
                arguments(Reason.MEAN_WORD_LENGTH, "abcdefghi " + "abcdefghij ".repeat(199), KEPT),
                arguments(Reason.MEAN_WORD_LENGTH, "\u201cab\u201d \u201cab\u201d", DROPPED),
                arguments(Reason.ALPHA_WORDS, "a b c 1 2", DROPPED), // 0.6
                arguments(Reason.ALPHA_WORDS, "a b c d 1 2", KEPT),
                arguments(Reason.STOP_WORD, "the " + "xyz ".repeat(9), DROPPED), // one
                arguments(Reason.STOP_WORD, "The of " + "xyz ".repeat(31), KEPT), // 2 of 33, 0.0606
                arguments(Reason.STOP_WORD, "the of " + "xyz ".repeat(32), DROPPED), // 2 of 34, 0.0588
                arguments(Reason.STOP_WORD, "the of \u0130\u0130 " + "xyz ".repeat(30), KEPT), // as many tokens
                arguments(Reason.SYMBOL_WORD_RATIO, "# # a b c", KEPT), // 0.4
                arguments(Reason.SYMBOL_WORD_RATIO, "# # a b", DROPPED),
                arguments(Reason.SYMBOL_WORD_RATIO, "a... b\u2026 c", KEPT), // 2 of 5
                arguments(Reason.UNIQUE_WORDS, "no ".repeat(10), DROPPED), // 0.1
                arguments(Reason.UNIQUE_WORDS, "No, ".repeat(9), KEPT),
                arguments(Reason.CAPITAL_WORDS, "BUY one or two now", KEPT), // 0.2
                arguments(Reason.CAPITAL_WORDS, "BUY NOW or two", DROPPED),
                arguments(Reason.CAPITAL_WORDS, "BUY ".repeat(199), DROPPED),
                arguments(Reason.CAPITAL_WORDS, "BUY ".repeat(200), KEPT),
                arguments(Reason.LINE_END_WITH_TERMINAL, "a.\nb!\n\nc?  \nd\ne", KEPT), // 0.6
                arguments(Reason.LINE_END_WITH_TERMINAL, "a.\nb\"\nc\nd", DROPPED),
                arguments(Reason.LINE_END_WITH_ELLIPSIS, "a...\nb\u2026\nc... \n" + "d\n".repeat(7), KEPT), // 0.3
                arguments(Reason.LINE_END_WITH_ELLIPSIS, "a...\nb\u2026\nc...\n" + "d\n".repeat(6), DROPPED),
                arguments(Reason.LINE_START_WITH_BULLETPOINT, " \u2022 a\n".repeat(9) + "b", KEPT), // 0.9
                arguments(Reason.LINE_START_WITH_BULLETPOINT, "\u25aa a\n".repeat(10) + "- b", DROPPED),
                arguments(Reason.LINE_START_WITH_BULLETPOINT, "- a\n* b", KEPT),
                arguments(Reason.LINE_JAVASCRIPT_COUNT, "JavaScript\nb\nc", KEPT), // three lines
                arguments(Reason.LINE_JAVASCRIPT_COUNT, "JavaScript on\njava-script\nb\nc", DROPPED),
                arguments(Reason.LINE_JAVASCRIPT_COUNT, "a\njavascript\nb\nc", KEPT),
                arguments(Reason.LINE_JAVASCRIPT_COUNT, "javascript\nb\nc\n***\n\u201c\u201d\n", KEPT), // three left
                arguments(Reason.LINE_JAVASCRIPT_COUNT, "a java\nscript b\nc\nd", KEPT),
                arguments(Reason.LOREM_IPSUM, "Lorem, ipsum", DROPPED),
                arguments(Reason.LOREM_IPSUM, "lorem\nIPSUM", DROPPED),
                arguments(Reason.LOREM_IPSUM, "lorem-ipsum", KEPT),
                arguments(Reason.CURLY_BRACKET, ofLength("{", 40), KEPT), // 0.025
                arguments(Reason.CURLY_BRACKET, ofLength("}", 39), DROPPED),
                arguments(Reason.DOC_REPEAT, "a b c d e f a b c d e f ww", DROPPED), // 12 of 14
                arguments(Reason.DOC_REPEAT, "a b c d e f a b c d e f www", DROPPED), // 0.8
                arguments(Reason.DOC_REPEAT, "a b c d e f a b c d e f wwww", KEPT),
                arguments(Reason.DOC_REPEAT, "a b c d e a b c d e", KEPT),
                arguments(Reason.DOC_REPEAT, "\u4e00\u4e01\u4e02\u4e03\u4e04\u4e05".repeat(2), DROPPED),
                arguments(
                        Reason.DOC_REPEAT,
                        "\u4e00\u4e01\u4e02\u4e03\u4e04\u4e05left\u3002".repeat(2),
                        KEPT), // 12 of 16
                // What follows the last ideograph of a word does not count.
                arguments(Reason.DOC_REPEAT, "\u4e00\u4e01\u4e02\u4e03\u4e04\u4e05lost ".repeat(2), DROPPED),
                arguments(Reason.NO_PUNC, "a ".repeat(112), KEPT),
                arguments(Reason.NO_PUNC, "a ".repeat(113), DROPPED),
                arguments(Reason.NO_PUNC, "a ".repeat(100) + ", " + "a ".repeat(100), KEPT),
                arguments(Reason.NO_PUNC, "a ".repeat(100) + "\n" + "a ".repeat(100), KEPT),
                arguments(Reason.NO_PUNC, "a ".repeat(100) + "\r\u00a0: " + "a ".repeat(100), DROPPED),
                arguments(Reason.ENTER_AND_SPACE, "a\nbc", KEPT), // 0.25
                arguments(Reason.ENTER_AND_SPACE, "a\nb", DROPPED),
                arguments(Reason.ENTER_AND_SPACE, ofLength("\n".repeat(7), 100), KEPT),
                arguments(Reason.ENTER_AND_SPACE, ofLength("\n".repeat(8), 100), DROPPED),
                arguments(Reason.ENTER_AND_SPACE, ofLength("\r\n".repeat(8), 100), KEPT),
                arguments(Reason.ENTER_AND_SPACE, "a" + " ".repeat(499), KEPT),
                arguments(Reason.ENTER_AND_SPACE, "a" + " ".repeat(500), DROPPED),
                arguments(Reason.HTML_ENTITY, ofLength("&amp", 100), DROPPED), // 0.01
                arguments(Reason.HTML_ENTITY, ofLength("&amp", 101), KEPT),
                arguments(Reason.HTML_ENTITY, ofLength("&amp;", 200), DROPPED), // with the semicolon and without
                arguments(Reason.HTML_ENTITY, ofLength("&amp;", 201), KEPT),
                arguments(Reason.HTML_ENTITY, ofLength("\uff06nbsp\uff1b", 200), DROPPED),
                arguments(Reason.HTML_ENTITY, ofLength("&copy;&#38;", 100), KEPT),
                arguments(Reason.HTML_TAG, ofLength("<p>", 100), DROPPED),
                arguments(Reason.HTML_TAG, ofLength("<img src=", 101), KEPT),
                arguments(Reason.HTML_TAG, ofLength("<P><div><br>", 100), KEPT),
                arguments(Reason.INVISIBLE_CHAR, ofLength("\u200b", 100), DROPPED),
                arguments(Reason.INVISIBLE_CHAR, ofLength("\ufeff", 101), KEPT),
                arguments(Reason.INVISIBLE_CHAR, ofLength("\u2010\u2028\u00ad", 100), KEPT),
                arguments(Reason.SPECIAL_CHARACTER, ofLength("\ufffd", 100), DROPPED),
                arguments(Reason.SPECIAL_CHARACTER, ofLength("\u25a1", 101), KEPT),
                arguments(Reason.SPECIAL_CHARACTER, ofLength("<|end|>", 100), DROPPED),
                arguments(Reason.SPECIAL_CHARACTER, ofLength("<|||>", 100), DROPPED),
                arguments(Reason.SPECIAL_CHARACTER, ofLength("<|>", 100), KEPT),
                arguments(Reason.SPECIAL_CHARACTER, ofLength("<|a\nb|>", 100), KEPT),
                arguments(Reason.SPECIAL_CHARACTER, ofLength("<|a\n<|b|>", 100), DROPPED),
                arguments(Reason.SPECIAL_CHARACTER, ofLength("\\u200e", 100), DROPPED),
                arguments(Reason.SPECIAL_CHARACTER, ofLength("&#247;", 100), DROPPED),
                arguments(Reason.SPECIAL_CHARACTER, ofLength("why? : ", 100), DROPPED),
                arguments(Reason.SPECIAL_CHARACTER, ofLength("{/U}", 100), DROPPED),
                arguments(Reason.SPECIAL_CHARACTER, ofLength("U+26A0", 100), DROPPED),
                arguments(Reason.SPECIAL_CHARACTER, ofLength("U+26AE", 100), KEPT),
                arguments(Reason.SPECIAL_CHARACTER, ofLength("U+2734", 100), DROPPED),
                arguments(Reason.SPECIAL_CHARACTER, ofLength("U+2735", 100), KEPT),
                arguments(Reason.SPECIAL_CHARACTER, ofLength("U+1F600", 100), DROPPED),
                arguments(Reason.SPECIAL_CHARACTER, ofLength("U+1F68F", 100), DROPPED),
                arguments(Reason.SPECIAL_CHARACTER, ofLength("U+1F250", 100), KEPT),
                arguments(Reason.SPECIAL_CHARACTER, ofLength("U+U+26", 100), KEPT));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void dropsBeyondEachLimit(Reason rule, String text, boolean dropped) {
        OpendatalabQuality alone = Spec.build(OpendatalabQuality.class)
                .with(OpendatalabQuality::rules, List.of(rule))
                .build();
        var verdict = alone.open(Resources.plain()).judge(Documents.of(text), Measured.everything());
        assertThat(verdict.reason()).isEqualTo(dropped ? rule : null);
    }
}
