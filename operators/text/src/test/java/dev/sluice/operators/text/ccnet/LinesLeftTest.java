package dev.sluice.operators.text.ccnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.operators.Spans;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinesLeftTest {
    private static Spans spans(@Nullable String bounds) {
        int[] numbers = bounds == null
                ? new int[0]
                : Arrays.stream(bounds.split(" ")).mapToInt(Integer::parseInt).toArray();
        return new Spans(numbers, new double[numbers.length / 2], false);
    }

    /** Texts with {@code /} for line feeds. */
    @ParameterizedTest
    @CsvSource({
        "a/b/c, , a/b/c, 0 1 2, 3", // nothing goes
        "a/b/c, 0 2, b/c, 1 2, 3",
        "a/b/c, 2 4, a/c, 0 2, 3",
        "a/b/c, 3 5, a/b, 0 1, 3", // the last one takes the line feed before it
        "a/b/c, 1 5, a, 0, 3", // the last two
        "a/b/c, 0 5, '', '', 3",
        "a/b/c, 0 2 3 5, b, 1, 3",
        "a//b, 2 3, a/b, 0 2, 3", // a blank line
        "a///b, 2 3, a//b, 0 1 3, 4", // one of two blank lines: the first one stays
        "a//b, 2 4, a/, 0 1, 3", // a blank line is the last one left
        "a/b/, 2 4, a/, 0 2, 3", // so is the one behind the last line feed
        "a/b/, 1 4, a, 0, 3",
        "'/', , '/', 0 1, 2",
        "'/a', 1 2, '', 0, 2",
        "\uD83D\uDE00\uD83D\uDE00/b\uD83D\uDE00/c, 3 6, \uD83D\uDE00\uD83D\uDE00/c, 0 2, 3", // code points
        "'', , '', 0, 1"
    })
    void tellsWhichLinesAreLeft(String text, @Nullable String spans, String left, String kept, int originalLines) {
        LinesLeft lines = LinesLeft.of(text.replace('/', '\n'), spans(spans));
        List<Long> numbers = kept.isEmpty()
                ? List.of()
                : Arrays.stream(kept.split(" ")).map(Long::valueOf).toList();
        assertThat(lines).isEqualTo(new LinesLeft(left.replace('/', '\n'), numbers, originalLines));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 1", "1 3", "3 4", "4 6", "1 6"})
    void refusesPartsOfLines(String bounds) {
        assertThatThrownBy(() -> LinesLeft.of("ab\ncd\n", spans(bounds)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("within a line");
    }

    @Test
    void refusesSpansBeyondTheText() {
        assertThatThrownBy(() -> LinesLeft.of("ab", spans("0 3"))).hasMessageContaining("beyond the text");
    }
}
