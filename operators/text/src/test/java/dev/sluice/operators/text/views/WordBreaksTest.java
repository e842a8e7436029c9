package dev.sluice.operators.text.views;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.text.WordBreaks;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordBreaksTest {
    private static List<String> segments(String text) {
        List<String> segments = new ArrayList<>();
        WordBreaks breaks = new WordBreaks(text);
        for (int at = 0; at < text.length(); ) {
            int end = breaks.end(at);
            segments.add(text.substring(at, end));
            at = end;
        }
        return segments;
    }

    /** The bars stand for boundaries; most lines are examples of the annex. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "The| |quick| |(|“|brown|”|)| |fox| |can’t| |jump| |32.3| |feet|,| |right|?",
                "a|  |b",
                "can't|.",
                "'|can|'",
                "3,456.789|,",
                "1|:|2| |a:b| |a.b| |a_b1| |_x",
                "x3y",
                "カタカナ|漢|字|ひ|ら",
                "e\u0301te\u0301|!\u0301",
                "\uD83C\uDDE9\uD83C\uDDEA|\uD83C\uDDEB\uD83C\uDDF7|\uD83C\uDDE9",
                "\uD83D\uDC69\u200D\uD83D\uDC69",
                "\u05D0\"\u05D1|\"",
                "\u05D0'|\"",
            })
    void findsTheBoundariesOfTheAnnex(String marked) {
        List<String> expected = List.of(marked.split("\\|"));
        assertThat(segments(marked.replace("|", ""))).isEqualTo(expected);
    }

    @Test
    void keepsCarriageReturnAndLineFeedTogether() {
        assertThat(segments("a\r\nb\n\nc\r\u0308d"))
                .containsExactly("a", "\r\n", "b", "\n", "\n", "c", "\r", "\u0308", "d");
    }
}
