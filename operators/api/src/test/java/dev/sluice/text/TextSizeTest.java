package dev.sluice.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operators.Document;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TextSizeTest {
    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("", 0, 0),
                Arguments.of(" \n\t", 3, 0),
                Arguments.of("one two", 7, 2),
                Arguments.of(" one\u3000two\u00a0three\u0085four ", 20, 4),
                Arguments.of("\ud83d\ude00 \ud83d", 3, 2),
                Arguments.of("a".repeat(4095) + "\ud83d\ude00" + " b", 4098, 2),
                Arguments.of("word ".repeat(5000), 25_000, 5000));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void countsCharactersAndWords(String text, long characters, long words) {
        assertThat(TextSize.of(Document.of(text))).isEqualTo(new TextSize(characters, words));
    }

    /** Words and characters by their definition, code point by code point. */
    private static TextSize byDefinition(String text) {
        long words = 0;
        boolean before = true;
        for (int point : text.codePoints().toArray()) {
            boolean space = Chars.isSpace(point);
            words += before && !space ? 1 : 0;
            before = space;
        }
        return new TextSize(text.codePoints().count(), words);
    }

    @Test
    void countsMixturesOfAllKindsOfCharacters() {
        int[] points = {
            'a', 'b', ' ', ' ', '\n', '\t', 0x1c, 0x1f, 0x7f, 0, 0x85, 0xa0, 0xc2, 0xe9, 0x100, 0x1680, 0x1681, 0x2000,
            0x200a, 0x200b, 0x2019, 0x2028, 0x2029, 0x202f, 0x205f, 0x2060, 0x3000, 0x3001, 0x3042, 0x4e2d, 0xffff,
            0x1f600
        };
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            int kinds = 1 + random.nextInt(points.length);
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(60); length > 0; length--) {
                text.appendCodePoint(
                        random.nextInt(3) == 0 ? points[random.nextInt(points.length)] : points[random.nextInt(kinds)]);
            }
            assertThat(TextSize.of(Document.of(text.toString())))
                    .as(text.toString())
                    .isEqualTo(byDefinition(text.toString()));
        }
    }
}
