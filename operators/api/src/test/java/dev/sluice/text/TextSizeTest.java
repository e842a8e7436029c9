package dev.sluice.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operators.Document;
import java.util.stream.Stream;
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
}
