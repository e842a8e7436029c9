package dev.sluice.operators.dedup.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.text.LowerCase;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldingTest {
    @ParameterizedTest
    @CsvSource({
        "'Hello, World!', hello world",
        "'It''s 3.14 or 1,000,000 or 7.', it s 0 or 0 0 or 0",
        "'٣٫١٤ x', 0 x",
        "'1.2.3', 0 0",
        "'Café BRÛLÉE', cafe brulee",
        "'a\u0000b\u0085c\u00a0d', a b c d",
        "'「引用」 — text…', 引用 text",
        "'¿que?', ¿que",
        "'...', ''",
        "'\u0301', ''",
        "'\uD83D\uDE00A', \uD83D\uDE00a",
    })
    void normalisesAsDatatrove(String text, String expected) {
        assertThat(Folding.datatrove(text)).isEqualTo(expected);
    }

    @Test
    void lowerCaseOfUnitsEqualsThatOfTheWholeText() {
        Random random = new Random(2);
        for (int round = 0; round < 200; round++) {
            StringBuilder text = new StringBuilder("x");
            for (int i = 0; i < 50; i++) {
                int codePoint = random.nextInt(3) == 0 ? random.nextInt(0x600) : random.nextInt(0x1E900, 0x1E950);
                if (Character.isDefined(codePoint) && Letters.isWord(codePoint)) {
                    text.appendCodePoint(codePoint);
                }
            }
            assertThat(Folding.lettersAndNumbers(text.toString())).isEqualTo(LowerCase.of(text.toString()));
            assertThat(Folding.lowerCaseAndSpaces(text.toString())).isEqualTo(LowerCase.of(text.toString()));
        }
    }

    @Test
    void everyCodePointButTwoLowersAlone() {
        StringBuilder all = new StringBuilder();
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            if (codePoint != 0x130 && codePoint != 0x3a3 && Letters.isWord(codePoint)) {
                all.appendCodePoint(codePoint);
            }
        }
        assertThat(Letters.needsWholeText(all.toString())).isFalse();
        assertThat(Folding.lettersAndNumbers(all.toString())).isEqualTo(LowerCase.of(all.toString()));
    }
}
