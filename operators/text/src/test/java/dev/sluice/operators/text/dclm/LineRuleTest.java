package dev.sluice.operators.text.dclm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The rules against regular expressions, which state them as they were published, on random lines. */
class LineRuleTest {
    private static final String SPACE = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u2000-\\u200a\\u2028\\u2029\\u3000]";
    private static final String NO_WORD = "[^\\p{L}\\p{N}_]*";
    private static final Pattern COUNTER = Pattern.compile("^" + NO_WORD + "\\p{Nd}[,.\\p{Nd}]*[kmb]?" + SPACE
            + "+(?:likes|shares|comments|retweets|reposts|quotes|bookmarks|upvotes|downvotes|downloads|views|followers)"
            + NO_WORD + "$");
    private static final String[] PIECES = {
        "likes",
        "Views",
        "3",
        "1,2",
        ".5",
        "K",
        "m",
        " ",
        "  ",
        "\t",
        "\u00a0",
        "!",
        "(",
        "_",
        "items in cart",
        "Items In Cart",
        "read more",
        "Read More...",
        "Sign-in",
        "SIGN-IN",
        "word",
        "\uD83D\uDE00",
        "\u0663",
        "...",
        "\u2026",
        "\r",
        ""
    };

    private static List<String> lines() {
        Random random = new Random(11);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            StringBuilder line = new StringBuilder();
            for (int n = random.nextInt(7); n >= 0; n--) {
                line.append(PIECES[random.nextInt(PIECES.length)]);
            }
            lines.add(line.toString());
        }
        return lines;
    }

    @Test
    void findsCounters() {
        LineRule rule = LineRule.counters();
        for (String line : lines()) {
            boolean stays = !COUNTER.matcher(line.toLowerCase(Locale.ROOT)).find();
            assertThat(rule.stays(line, 0, line.length(), new StringBuilder()))
                    .as(line)
                    .isEqualTo(stays);
        }
    }

    @Test
    void deletesPhrases() {
        int flags = Pattern.CASE_INSENSITIVE | Pattern.DOTALL;
        Map<LineRule, Pattern> rules = Map.of(
                LineRule.itemsInCart(1000), Pattern.compile(SPACE + "?items in cart", flags),
                LineRule.readMore(1000), Pattern.compile(SPACE + "?read more...\\z", flags),
                LineRule.signIn(1000), Pattern.compile("\\Asign-in" + SPACE + "?", flags));
        for (String line : lines()) {
            rules.forEach((rule, pattern) -> {
                if (line.isEmpty()) {
                    return;
                }
                String rest = pattern.matcher(line).replaceAll("");
                StringBuilder edited = new StringBuilder();
                boolean stays = rule.stays(line, 0, line.length(), edited);
                assertThat(stays).as("%s in '%s'", pattern, line).isEqualTo(!rest.matches(SPACE + "*"));
                if (stays) {
                    assertThat(edited.length() == 0 ? line : edited.toString())
                            .as("%s in '%s'", pattern, line)
                            .isEqualTo(rest);
                }
            });
        }
    }
}
