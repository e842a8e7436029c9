package dev.sluice.operators.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenRepetitionTest {
    /** Every character is a token. */
    private static final TokenCounter CHARACTERS = new TokenCounter() {
        @Override
        public int count(String text) {
            return text.codePointCount(0, text.length());
        }

        @Override
        public void each(String text, IntConsumer ids) {
            text.codePoints().forEach(ids);
        }
    };

    private static int most(String text) {
        return new TokenRepetition(CHARACTERS).most(text);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 0",
        "a, 0",
        "aa, 0",
        "aaa, 3",
        "xaaaay, 4",
        "abab, 0",
        "xababaxabababy, 3",
        "abcabcabcabca, 4",
        "abcabcabcabcab abcabcabc, 4",
        "aaaaaaaaaaabaaaaaaaaaaabaaaaaaaaaaab, 3",
        "aaaaaaaaaaabaaaaaaaaaaabaaaaaaaaaaa, 11",
        "abcdefghijklmabcdefghijklmabcdefghijklm, 3",
        "abcdefghijklmnabcdefghijklmnabcdefghijklmn, 0"
    })
    void countsHowOftenTokensFollowThemselves(String text, int times) {
        assertThat(most(text)).isEqualTo(times);
    }

    @Test
    void cutsLongTexts() {
        assertThat(most("a".repeat(150_000))).isEqualTo(100_000);
        assertThat(most("\ud83d\ude00".repeat(100_002) + "b")).isEqualTo(100_000);
        assertThat(most("b".repeat(99_999) + "ababa")).isEqualTo(99_999);
    }

    /** The reference lays the tokens out in rows of each length and looks for rows that equal the one before. */
    @Test
    void agreesWithRowsOfTokens() {
        Random random = new Random(4);
        for (int i = 0; i < 3_000; i++) {
            StringBuilder text = new StringBuilder();
            while (text.length() < 60) {
                int from = random.nextInt(text.length() + 1);
                String piece = random.nextBoolean()
                        ? String.valueOf((char) ('a' + random.nextInt(3)))
                        : text.substring(from, Math.min(text.length(), from + random.nextInt(14)))
                                .repeat(random.nextInt(5));
                text.append(piece);
            }
            assertThat(most(text.toString())).as(text.toString()).isEqualTo(Rows.most(text.toString()));
        }
    }

    /** What Dolma computes, row by row. */
    private static final class Rows {
        private static int most(String text) {
            java.util.List<int[]> runs = new java.util.ArrayList<>();
            for (int period = 1; period <= Math.min(13, text.length() / 3); period++) {
                int rows = text.length() / period + 1;
                boolean[][] equal = new boolean[rows][period];
                for (int row = 1; row < rows; row++) {
                    for (int column = 0; column < period; column++) {
                        int at = row * period + column;
                        equal[row][column] = at < text.length() && text.charAt(at) == text.charAt(at - period);
                    }
                }
                for (int row = 1; row < rows; row++) {
                    if (!all(equal[row]) || all(equal[row - 1])) {
                        continue;
                    }
                    int last = row;
                    while (last + 1 < rows && all(equal[last + 1])) {
                        last++;
                    }
                    int before = 0;
                    while (before < period && equal[row - 1][period - 1 - before]) {
                        before++;
                    }
                    int behind = 0;
                    while (last + 1 < rows && behind < period && equal[last + 1][behind]) {
                        behind++;
                    }
                    int start = (row - 1) * period - before;
                    int end = (last + 1) * period + behind;
                    if ((end - start) / period > 2) {
                        runs.add(new int[] {start, end, (end - start) / period});
                    }
                }
            }
            runs.sort((a, b) -> a[0] != b[0] ? a[0] - b[0] : a[1] != b[1] ? b[1] - a[1] : b[2] - a[2]);
            int most = 0;
            int from = -1;
            int to = -1;
            for (int[] run : runs) {
                if (!(run[0] >= from && run[1] <= to)) {
                    most = Math.max(most, run[2]);
                    from = run[0];
                    to = run[1];
                }
            }
            return most;
        }

        private static boolean all(boolean[] row) {
            for (boolean one : row) {
                if (!one) {
                    return false;
                }
            }
            return true;
        }
    }
}
