package dev.sluice.operators.sketches;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextCountsTest {
    @ParameterizedTest
    @CsvSource({
        "'', 0, 0, 0",
        "a, 1, 1, 1",
        "' a  b ', 6, 2, 1",
        "'a\n', 2, 1, 1",
        "'\n\n', 2, 0, 2",
        "'a\nb', 3, 2, 2",
        "'a\u00a0b\u3000c\u0085d', 7, 4, 1",
        "'a\u200bb', 3, 1, 1",
        "'a\u001cb', 3, 2, 1",
        "'\uD83D\uDE00 x', 3, 2, 1",
    })
    void countsCharactersWordsAndLines(String text, long characters, long words, long lines) {
        assertThat(TextCounts.of(text)).isEqualTo(new TextCounts(characters, words, lines));
    }
}
