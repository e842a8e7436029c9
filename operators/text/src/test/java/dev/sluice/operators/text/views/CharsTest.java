package dev.sluice.operators.text.views;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operators.testkit.Documents;
import dev.sluice.text.Chars;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CharsTest {
    @Test
    void countsLettersAndNumbersOneByOneAndManyAtATime() {
        List<String> texts = new ArrayList<>(Documents.nasty().values());
        StringBuilder ascii = new StringBuilder();
        for (int c = 0; c < 0x80; c++) {
            texts.add(Character.toString(c));
            texts.add(Character.toString(c).repeat(9));
            ascii.append((char) c);
        }
        texts.add(ascii.toString());
        Random random = new Random(4);
        for (int i = 0; i < 2000; i++) {
            StringBuilder text = new StringBuilder();
            for (int k = random.nextInt(40); k > 0; k--) {
                text.append((char) random.nextInt(i % 4 == 0 ? 0x400 : 0x80));
            }
            texts.add(text.toString());
        }
        for (String text : texts) {
            int expected = (int) text.codePoints()
                    .filter(c -> Chars.isAlpha(c) || Chars.isNumeric(c))
                    .count();
            assertThat(Chars.countAlphanumeric(text)).as(text).isEqualTo(expected);
        }
    }
}
