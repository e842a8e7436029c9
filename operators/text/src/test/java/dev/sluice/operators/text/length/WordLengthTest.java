package dev.sluice.operators.text.length;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operators.Document;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Spec;
import dev.sluice.operators.testkit.Measured;
import dev.sluice.text.Tokens;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WordLengthTest {
    private static Object median(String text) {
        Measured measured = Measured.everything();
        Spec.build(WordLength.class).build().open(Resources.plain()).judge(Document.of(text), measured);
        return measured.get("median");
    }

    @Test
    void findsTheMedianOfSortedLengthsHoweverLongTheWordsAre() {
        Random random = new Random(5);
        for (int round = 0; round < 300; round++) {
            int[] lengths = new int[1 + random.nextInt(9)];
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < lengths.length; i++) {
                lengths[i] = 1 + random.nextInt(round % 2 == 0 ? 12 : 130);
                text.append("x".repeat(lengths[i])).append(' ');
            }
            Arrays.sort(lengths);
            double expected = (lengths[(lengths.length - 1) / 2] + lengths[lengths.length / 2]) / 2.0;
            assertThat(median(text.toString())).as("%s", text).isEqualTo(expected);
        }
    }

    /** Without words that are cut, lengths are the same as with them, wherever words begin and end. */
    @Test
    void countsLengthsBetweenSpacesAsThoseOfWords() {
        Random random = new Random(7);
        String[] spaces = {" ", "\n", "\t", "\r\n", "\u001c", "\u000b", "  ", " ".repeat(64)};
        for (int round = 0; round < 3000; round++) {
            StringBuilder text = new StringBuilder(" ".repeat(random.nextInt(3)));
            for (int i = random.nextInt(40); i >= 0; i--) {
                text.append("x".repeat(random.nextInt(random.nextInt(10) == 0 ? 200 : 12)));
                text.append(random.nextInt(9) == 0 ? "\u001b\u0000~" : "");
                text.append(i == 0 && round % 2 == 0 ? "" : spaces[random.nextInt(spaces.length)]);
            }
            Document document = Document.of(text.toString());
            WordLengths found = WordLengths.betweenSpaces(document);
            WordLengths expected = WordLengths.of(Tokens.whitespace(document));
            assertThat(found).as("%s", text).usingRecursiveComparison().isEqualTo(expected);
        }
    }

    @Test
    void measuresNothingWithoutWords() {
        assertThat(median(" \n")).isNull();
    }
}
