package dev.sluice.operators.text.views;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operators.Document;
import dev.sluice.text.Chars;
import dev.sluice.text.CodePointSet;
import dev.sluice.text.Tokenizer;
import dev.sluice.text.Tokens;
import dev.sluice.text.WordBreaks;
import dev.sluice.text.WordSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/** Tokens against a cutter that looks at one code point after the other. */
class TokensTest {
    private static final List<String> TEXTS = NastyTexts.of(3_000);

    /** Starts and ends of runs of code points of one class; class 0 is no token. */
    private static List<Integer> cut(String text, java.util.function.IntUnaryOperator classOf) {
        List<Integer> tokens = new ArrayList<>();
        int start = 0;
        int before = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int now = classOf.applyAsInt(text.codePointAt(i));
            if (now != before) {
                if (before != 0) {
                    tokens.add(start);
                    tokens.add(i);
                }
                start = i;
                before = now;
            }
        }
        if (before != 0) {
            tokens.add(start);
            tokens.add(text.length());
        }
        return tokens;
    }

    private static void check(String text, Tokens tokens, List<Integer> expected, Map<Long, String> hashes) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            found.add(tokens.start(i));
            found.add(tokens.end(i));
        }
        assertThat(found).as(text).isEqualTo(expected);
        for (int i = 0; i < tokens.size(); i++) {
            String token = text.substring(tokens.start(i), tokens.end(i));
            assertThat(tokens.text(i)).isEqualTo(token);
            assertThat(tokens.length(i)).isEqualTo(token.codePointCount(0, token.length()));
            assertThat(tokens.hasLetter(i)).as(token).isEqualTo(any(token, Chars::isAlpha));
            assertThat(tokens.hasUpper(i)).as(token).isEqualTo(any(token, Chars::isUpper));
            assertThat(tokens.hasLowerOrTitle(i)).as(token).isEqualTo(any(token, Chars::isLowerOrTitle));
            assertThat(tokens.hasAsciiLetter(i))
                    .as(token)
                    .isEqualTo(any(token, c -> c < 0x80 && Character.isLetter(c)));
            assertThat(tokens.hasContent(i))
                    .as(token)
                    .isEqualTo(any(token, c -> !CodePointSet.DATATROVE_PUNCTUATION.contains(c)));
            assertThat(tokens.hash(i)).as(token).isEqualTo(Tokens.hash(token));
            assertThat(hashes.merge(tokens.hash(i), token, (known, now) -> known))
                    .isEqualTo(token);
        }
    }

    private static boolean any(String token, IntPredicate kind) {
        return token.codePoints().anyMatch(kind);
    }

    @Test
    void whatEndsASentenceInAnyScriptIsPunctuation() {
        Tokens tokens = Tokens.whitespace(Document.of("\u0964 \u061f \u06d4a \ud805\ude41 ...!"));
        List<Boolean> content = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            content.add(tokens.hasContent(i));
        }
        assertThat(content).containsExactly(false, false, true, false, false);
    }

    @Test
    void cutsAtWhiteSpace() {
        Map<Long, String> hashes = new HashMap<>();
        for (String text : TEXTS) {
            check(text, Tokens.whitespace(Document.of(text)), cut(text, c -> Chars.isSpace(c) ? 0 : 1), hashes);
        }
    }

    @Test
    void cutsWordsFromMarks() {
        Map<Long, String> hashes = new HashMap<>();
        for (String text : TEXTS) {
            List<Integer> expected = cut(text, c -> Chars.isSpace(c) ? 0 : Chars.isWord(c) ? 1 : 2);
            check(text, Tokens.wordpunct(Document.of(text)), expected, hashes);
        }
    }

    @Test
    void cutsAtWordBoundaries() {
        Map<Long, String> hashes = new HashMap<>();
        for (String text : TEXTS) {
            List<Integer> expected = new ArrayList<>();
            WordBreaks breaks = new WordBreaks(text);
            for (int start = 0, end; start < text.length(); start = end) {
                end = breaks.end(start);
                if (any(text.substring(start, end), c -> !Chars.isSpace(c))) {
                    expected.add(start);
                    expected.add(end);
                }
            }
            check(text, Tokens.uax29(Document.of(text)), expected, hashes);
        }
        Tokens tokens = Tokenizer.UAX29.tokens(Document.of("Don't stop: 3.5 \u00a0 km!"));
        assertThat(texts(tokens)).containsExactly("Don't", "stop", ":", "3.5", "km", "!");
    }

    @Test
    void cutsWhereFasttextDoes() {
        Map<Long, String> hashes = new HashMap<>();
        for (String text : TEXTS) {
            List<Integer> expected = cut(text, c -> " \t\n\u000b\f\r\0".indexOf(c) >= 0 ? 0 : 1);
            check(text, Tokens.fasttext(Document.of(text)), expected, hashes);
        }
        assertThat(texts(Tokenizer.FASTTEXT.tokens(Document.of("a\u00a0b\0c \u2028\u001cd"))))
                .containsExactly("a\u00a0b", "c", "\u2028\u001cd");
    }

    private static List<String> texts(Tokens tokens) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            texts.add(tokens.text(i));
        }
        return texts;
    }

    @Test
    void cutsAroundEveryCodePoint() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c += c < 0x3100 ? 1 : 97) {
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                continue;
            }
            for (String before : new String[] {"", "seven77", "eight888"}) {
                String text = before + Character.toString(c) + "b";
                check(
                        text,
                        Tokens.whitespace(Document.of(text)),
                        cut(text, p -> Chars.isSpace(p) ? 0 : 1),
                        new HashMap<>());
                check(
                        text,
                        Tokens.wordpunct(Document.of(text)),
                        cut(text, p -> Chars.isSpace(p) ? 0 : Chars.isWord(p) ? 1 : 2),
                        new HashMap<>());
            }
        }
    }

    @Test
    void findsWordsOfASet() {
        List<String> members = List.of("the", "\u00e9t\u00e9", "sixteencharacter", "\ud83d\ude00", "the", "no such");
        WordSet set = new WordSet(members);
        for (String text : TEXTS) {
            Tokens tokens = Tokens.whitespace(Document.of(text));
            int count = 0;
            for (int i = 0; i < tokens.size(); i++) {
                assertThat(set.indexOf(tokens, i)).isEqualTo(members.indexOf(tokens.text(i)));
                count += members.contains(tokens.text(i)) ? 1 : 0;
            }
            assertThat(set.count(tokens)).isEqualTo(count);
        }
    }

    /** No text should hold one, but what does must not fail. */
    @Test
    void halvesOfSurrogatePairsAreTokensOfOneUnit() {
        for (Tokenizer tokenizer : Tokenizer.values()) {
            Tokens tokens = tokenizer.tokens(Document.of("ends \ud83d \ude00x \ud83d"));
            int last = tokens.size() - 1;
            assertThat(tokens.start(last)).as(tokenizer.name()).isEqualTo(10);
            assertThat(tokens.end(last)).as(tokenizer.name()).isEqualTo(11);
        }
    }
}
