package dev.sluice.operators.text.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.text.Phrases;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Phrases against lower-casing and searching. */
class PhrasesTest {
    private static final List<String> PHRASES = List.of("aba", "abak", "ba k", "kaki", "a{a", "bbbb");

    @Test
    void findsWhatLowerCasingFinds() {
        Phrases phrases = new Phrases(PHRASES);
        Random random = new Random(11);
        String letters = "aAbBkK \u212ai\u0130I{\u00e4\u4e2d\u0307A`";
        for (int round = 0; round < 50_000; round++) {
            StringBuilder text = new StringBuilder();
            int most = 2 + random.nextInt(letters.length() - 1);
            for (int i = random.nextInt(30); i > 0; i--) {
                text.append(letters.charAt(random.nextInt(most)));
            }
            int from = random.nextInt(text.length() + 1);
            int to = from + random.nextInt(text.length() + 1 - from);
            String lower = text.substring(from, to).toLowerCase(Locale.ROOT);
            long expected = 0;
            for (int i = 0; i < PHRASES.size(); i++) {
                expected |= lower.contains(PHRASES.get(i)) ? 1L << i : 0;
            }
            assertThat(phrases.in(text.toString(), from, to))
                    .as("%s in %s", lower, text)
                    .isEqualTo(expected);
        }
    }

    @Test
    void refusesWhatItCannotFind() {
        assertThatThrownBy(() -> new Phrases(List.of("ab"))).hasMessageContaining("ab");
        assertThatThrownBy(() -> new Phrases(List.of("Abc"))).hasMessageContaining("Abc");
    }
}
