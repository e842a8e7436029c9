package dev.sluice.operators.text.replace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.operators.Spec;
import dev.sluice.operators.TextPattern;
import dev.sluice.operators.testkit.Measured;
import dev.sluice.operators.text.Edited;
import dev.sluice.operators.text.replace.ReplaceText.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ReplaceTextTest {
    private static ReplaceText of(Rule... rules) {
        return Spec.build(ReplaceText.class)
                .with(ReplaceText::rules, List.of(rules))
                .build();
    }

    private static Rule strings(String with, String... find) {
        return new Rule(List.of(find), null, null, with);
    }

    private static Rule pattern(String pattern, String with) {
        return new Rule(null, null, new TextPattern(pattern), with);
    }

    @Test
    void theLongestStringCountsThenTheEarlierRule() {
        assertThat(Edited.text(of(strings("1", "ab", "b"), strings("2", "abc", "ab")), "abc ab b"))
                .isEqualTo("2 1 1");
        assertThat(Edited.text(of(strings("b", "a"), strings("a", "b")), "ab")).isEqualTo("ba");
    }

    @Test
    void agreesWithASearchByHand() {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            List<String> find = new ArrayList<>();
            for (int i = random.nextInt(6); i >= 0; i--) {
                find.add(letters(random, 1 + random.nextInt(4)));
            }
            String text = letters(random, random.nextInt(60));
            StringBuilder expected = new StringBuilder();
            for (int i = 0; i < text.length(); ) {
                int longest = 0;
                for (String one : find) {
                    longest = text.startsWith(one, i) ? Math.max(longest, one.length()) : longest;
                }
                expected.append(longest == 0 ? text.substring(i, i + 1) : "<>");
                i += Math.max(longest, 1);
            }
            assertThat(Edited.text(of(new Rule(find, null, null, "<>")), text)).isEqualTo(expected.toString());
        }
    }

    private static String letters(Random random, int length) {
        char[] letters = new char[length];
        for (int i = 0; i < length; i++) {
            letters[i] = (char) ('a' + random.nextInt(3));
        }
        return new String(letters);
    }

    @Test
    void substitutesGroups() {
        Measured measured = Measured.everything();
        assertThat(Edited.of(of(pattern("(?P<y>\\d{4})-(\\d\\d)(x)?", "$2/${y}$3$$")), "2024-05 2023-11x", measured))
                .containsExactly("05/2024$ 11/2023x$");
        assertThat(measured.get("replacements")).isEqualTo(2L);
        assertThat(Edited.text(of(pattern("(?i)x*", "-")), "aXb")).isEqualTo("-a--b-");
    }

    @Test
    void saysWhatIsWrongWithRules() {
        assertThatThrownBy(() -> of(new Rule(List.of("a"), "b", null, ""))).hasMessageContaining("needs one of");
        assertThatThrownBy(() -> of(strings("", ""))).hasMessageContaining("empty string in rule 1");
        assertThatThrownBy(() -> of(pattern("(", ""))).hasMessageContaining("pattern of rule 1");
        assertThatThrownBy(() -> of(pattern("(a)", "$2"))).hasMessageContaining("group '2'");
        assertThatThrownBy(() -> of(pattern("a", "5$"))).hasMessageContaining("written $$");
    }

    @Test
    void passesHostileTextsInLinearTime() {
        String text = "ab".repeat(5_000_000);
        String[] prefixes = new String[500];
        Arrays.setAll(prefixes, i -> "ab".repeat(i + 1) + "c");
        assertThat(Edited.text(of(strings("", Arrays.copyOf(prefixes, 8))), text))
                .isSameAs(text);
        assertThat(Edited.text(of(pattern("(a|b)+c", "")), text)).isEqualTo(text);
    }

    @Test
    @Timeout(60)
    void endsSearchesThatReadTheSameAgainAndAgain() {
        ReplaceText operator = of(pattern("a(.*b)?", "x"));
        assertThatThrownBy(() -> Edited.text(operator, "a".repeat(2_000_000)))
                .hasMessageContaining("'a(.*b)?' reads a text of 2000000 characters more than 32 times over");
        assertThat(Edited.text(operator, "a".repeat(1000))).isEqualTo("x".repeat(1000));
    }

    @Test
    void findsAllOfManyMatchesInLongTexts() {
        String text = "one two, ".repeat(50_000);
        assertThat(Edited.text(of(pattern("[a-z]+", "x")), text)).isEqualTo("x x, ".repeat(50_000));
        assertThat(Edited.text(of(pattern("\\b", "|")), text)).isEqualTo("|one| |two|, ".repeat(50_000));
        assertThat(Edited.text(of(pattern("(?m)^(.)", "$1$1")), "ab\n".repeat(100_000)))
                .isEqualTo("aab\n".repeat(100_000));
        assertThat(Edited.text(of(pattern("$", "!")), text)).isEqualTo(text + "!");
    }
}
