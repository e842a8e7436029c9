package dev.sluice.operators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
    @ParameterizedTest
    @CsvSource({
        "'', '', 0",
        "a, '', 1",
        "word_cuont, word_count, 1",
        "abcd, badc, 2",
        "kitten, sitting, 3",
        "xaby, xbay, 1",
        "ca, abc, 3"
    })
    void countsEditsAndSwaps(String a, String b, int expected) {
        assertThat(NearestName.distance(a, b, 99)).isEqualTo(expected);
        assertThat(NearestName.distance(b, a, 99)).isEqualTo(expected);
    }

    @Test
    void findsNoneThatIsFar() {
        assertThat(NearestName.hint("colour", List.of("shape", "size"))).isNull();
        assertThat(NearestName.hint("min_word", List.of("max_words", "min_words")))
                .isEqualTo("did you mean 'min_words'?");
        assertThat(NearestName.of("x".repeat(20_000), List.of("x", "y".repeat(20_000))))
                .isNull();
    }

    /** Whatever is left out as too far or ended early changes nothing. */
    @Test
    void agreesWithTheWholeTable() {
        Random random = new Random(3);
        for (int trial = 0; trial < 20_000; trial++) {
            List<String> names = new ArrayList<>();
            for (int i = random.nextInt(8); i >= 0; i--) {
                names.add(word(random));
            }
            String wrong = random.nextBoolean() ? word(random) : edited(names.get(0), random);
            assertThat(NearestName.of(wrong, names)).as(wrong + " of " + names).isEqualTo(byTable(wrong, names));
        }
    }

    private static String word(Random random) {
        StringBuilder word = new StringBuilder();
        for (int i = random.nextInt(14); i > 0; i--) {
            word.append("abc_\u00e9\u0161".charAt(random.nextInt(6)));
        }
        return word.toString();
    }

    private static String edited(String word, Random random) {
        StringBuilder edited = new StringBuilder(word);
        for (int i = random.nextInt(4); i > 0 && edited.length() > 1; i--) {
            int at = random.nextInt(edited.length() - 1);
            char c = edited.charAt(at);
            switch (random.nextInt(3)) {
                case 0 -> edited.deleteCharAt(at);
                case 1 -> edited.insert(at, 'b');
                default -> {
                    edited.setCharAt(at, edited.charAt(at + 1));
                    edited.setCharAt(at + 1, c);
                }
            }
        }
        return edited.toString();
    }

    private static @Nullable String byTable(String wrong, List<String> names) {
        String nearest = null;
        int least = Math.max(2, wrong.length() / 3) + 1;
        for (String name : names) {
            int distance = table(wrong, name);
            if (distance < least) {
                least = distance;
                nearest = name;
            }
        }
        return nearest;
    }

    private static int table(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                d[i][j] = Math.min(replaced, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
