package dev.sluice.operators.text.url;

import static org.assertj.core.api.Assertions.assertThat;

import crawlercommons.domains.EffectiveTldFinder;
import dev.sluice.operators.Spec;
import dev.sluice.operators.testkit.Measured;
import dev.sluice.operators.text.Edited;
import dev.sluice.operators.text.url.ReplaceUrls.Style;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplaceUrlsTest {
    private static ReplaceUrls of(Style style, String with) {
        return Spec.build(ReplaceUrls.class)
                .with(ReplaceUrls::style, style)
                .with(ReplaceUrls::with, with)
                .build();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "See http://a.org/x?y=1#z. | See <URL>.",
                "(see HTTPS://A.org/b_(c)), ok | (see <URL>), ok",
                "“ftp://a.org/b”, www.b.org! | “<URL>”, <URL>!",
                "[x](http://a.org/b) | [x](<URL>)",
                "<a href=\"http://a.org/\">http://a.org/</a> | <a href=\"<URL>\"><URL></a>",
                "访问http://a.org/路。好 | 访问<URL>。好",
                "nohttp://a.org www. http:// www | nohttp://a.org www. http:// www",
                "http://a.org/b-, http://a.org/~c~ | <URL>, <URL>",
                "a.org and b@c.org | a.org and b@c.org"
            })
    void findsWhatReadersTakeForAddresses(String text, String expected) {
        assertThat(Edited.text(of(Style.WEB, "<URL>"), text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "See http://a.org/x). Next | See Next",
                "xWww.a now httpsx://b https://c | x now httpsx://b",
            })
    void followsNemoCurator(String text, String expected) {
        assertThat(Edited.text(of(Style.NEMO_CURATOR, ""), text)
                        .replaceAll(" +", " ")
                        .strip())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "See   http://a.org/x?y=1#z, and | See, and",
                "one.Two and two.com. Three | one.Two and Three",
                "at a.рф/б now | atб now",
                "a.comx a.com_ a.com-b | a.comx a.com_",
                "http://1.2.3.4:80/x 10.0.0.1, v1.2.3 | , v1.2.3",
                "mail b@c.org | mail",
                "256.1.1.1 345.1.1.1 a1.2.3.4 | 345.1.1.1 a1.2.3.4"
            })
    void followsDclm(String text, String expected) {
        assertThat(Edited.text(of(Style.DCLM, ""), text).strip()).isEqualTo(expected);
    }

    @Test
    void agreesWithDclmsExpressions() {
        EffectiveTldFinder.getInstance();
        String domains = EffectiveTldFinder.getEffectiveTLDs().keySet().stream()
                .filter(name -> name.indexOf('.') < 0)
                .sorted(Comparator.comparing(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        // Python's \b is between letters of all scripts; since Java 19 that takes the flag.
        Pattern hosts = Pattern.compile(
                "\\s{0,10}(?:((https?|ftp)://))?[-a-zA-Z0-9@:%._\\+~#=]{1,256}\\.(" + domains
                        + ")\\b([-a-zA-Z0-9()@:%_\\+.~#?&//=]*)",
                Pattern.UNICODE_CHARACTER_CLASS);
        Pattern numbers = Pattern.compile(
                "\\s{0,10}\\b((https?|ftp)://)?(?:[0-2]?[0-9]{1,2}\\.){3}[0-2]?[0-9]{1,2}"
                        + "[-a-zA-Z0-9()@:%_\\+.~#?&//=]*",
                Pattern.UNICODE_CHARACTER_CLASS);
        List<String> pieces = List.of(
                "com",
                "co",
                "c",
                ".",
                ".",
                ".",
                "py",
                "http://",
                "https://",
                "ftp://",
                " ",
                "\n",
                "           ",
                "/",
                "?",
                "(",
                "1",
                "12",
                "123",
                "312",
                "x",
                "X",
                "-",
                "_",
                "@",
                ":",
                ",",
                "\u00e9",
                "\u4e2d",
                "ab".repeat(126),
                "h".repeat(7));
        Random random = new Random(3);
        ReplaceUrls dclm = of(Style.DCLM, "");
        for (int round = 0; round < 4000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(24); i >= 0; i--) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
            String left = hosts.matcher(text).replaceAll("");
            assertThat(Edited.text(dclm, text.toString()))
                    .as(text.toString())
                    .isEqualTo(numbers.matcher(left).replaceAll(""));
        }
    }

    @Test
    void countsAndPassesHostileTextsInLinearTime() {
        Measured measured = Measured.everything();
        assertThat(Edited.of(of(Style.WEB, ""), "http://a.b http://c.d", measured))
                .containsExactly(" ");
        assertThat(measured.get("urls")).isEqualTo(2L);
        for (String piece :
                List.of("a.", "http://", "www.", "1.", "1.2.3.4", "a.com", "a.co", "((", " ", "http://(", "中.")) {
            String text = piece.repeat(20_000_000 / piece.length());
            for (Style style : Style.values()) {
                assertThat(Edited.of(of(style, ""), text, Measured.untilVerdict()))
                        .hasSize(1);
            }
        }
    }
}
