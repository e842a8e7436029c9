package dev.sluice.operators.text.characters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operators.Document;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Spec;
import dev.sluice.operators.testkit.Measured;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        Measured measured = Measured.everything();
        Spec.build(CharacterRatios.class).build().open(Resources.plain()).judge(Document.of(text), measured);
        assertThat(measured.get("url_ratio")).isEqualTo((double) inside / text.codePointCount(0, text.length()));
    }
}
