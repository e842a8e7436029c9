package dev.sluice.operators.text.characters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operators.Document;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Spec;
import dev.sluice.operators.testkit.Measured;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CharacterRatiosTest {
    /** The brackets stand for the ends of what belongs to URLs. */
    @ParameterizedTest
    @CsvSource({
        "'no link'",
        "'[https://a.org/x] and [www.b.org]'",
        "'<[http://www.a.org/?u=www.b.org]>'",
        "'http and httpx://a, https:/b'",
        "'httphttp [www.http://c]'",
        "'[http://a]'",
        "'[https://\uD83D\uDE00.org]\u00a0x'"
    })
    void findsUrls(String marked) {
        String text = marked.replace("[", "").replace("]", "");
        int inside = 0;
        boolean in = false;
        for (int c : marked.codePoints().toArray()) {
            in = c == '[' || (in && c != ']');
            inside += in && c != '[' ? 1 : 0;
        }
        assertThat(measured(text).get("url_ratio")).isEqualTo((double) inside / text.codePointCount(0, text.length()));
    }

    /** Texts of ASCII are counted in a way of their own; one small letter more, of no kind, and they are not. */
    @ParameterizedTest
    @ValueSource(ints = {1, 100, 4094, 4095, 4096, 4097, 20_000})
    void countsAsciiAsOtherText(int length) {
        Random random = new Random(length);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) (length == 4095 ? '(' : random.nextInt(0x80)));
        }
        Measured ascii = measured(text.toString());
        Measured other = measured(text + "\u00e9");
        for (String kind : List.of("digit", "whitespace", "parenthesis", "uppercase", "punctuation")) {
            assertThat(count(ascii, kind, length)).as(kind).isEqualTo(count(other, kind, length + 1));
        }
        assertThat(count(ascii, "parenthesis", length))
                .isEqualTo(text.chars().filter(c -> c == '(' || c == ')').count());
    }

    private static Measured measured(String text) {
        Measured measured = Measured.everything();
        Spec.build(CharacterRatios.class).build().open(Resources.plain()).judge(Document.of(text), measured);
        return measured;
    }

    private static long count(Measured measured, String kind, int length) {
        return Math.round((double) measured.get(kind + "_ratio") * length);
    }
}
