package dev.sluice.operators.dedup.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP://WWW.Example.ORG:80/a/./b/../c/?#top | //example.org/a/c",
                "https://example.org | //example.org",
                "https://example.org/ | //example.org",
                "https://example.org:443/a//b// | //example.org/a//b/",
                "https://example.org:80/ | //example.org:80",
                "https://user@example.org/ | //user@example.org",
                "http://[2001:DB8::1]:8080/x | //[2001:db8::1]:8080/x",
                "ftp://example.org:21/x | ftp://example.org/x",
                "http://example.org/%7euser/%e4%2f%zz%4 | //example.org/~user/%E4%2F%zz%4",
                "http://example.org/%%341 | //example.org/%41",
                "http://example.org/\u00e9 x | //example.org/%C3%A9%20x",
                "http://example.org/%C3%A9%20x | //example.org/%C3%A9%20x",
                "http://example.org/../../a/.. | //example.org",
                "http://example.org/?b=2&a=1&b=1&utm_source=x&gclid=7&&c | //example.org?a=1&b=1&b=2&c",
                "http://example.org/x?UTM_Source=x&PHPSESSID=1 | //example.org/x",
                "http://example.org/x?q=a/b?c#d?e | //example.org/x?q=a/b?c",
                "http://example.org?a=%41 | //example.org?a=A",
                "http://www./ | //www.",
                "http:///Path | http:///path",
                "Example.org/Page | example.org/page",
                "mailto:A@B.c | mailto:a@b.c",
            })
    void normalises(String given, String expected) {
        assertThat(Urls.normal(given)).isEqualTo(expected);
        boolean plain = expected.startsWith("//") && !expected.endsWith("/") && !expected.matches(".*(:80|%zz|%41).*");
        if (plain) {
            assertThat(Urls.normal("http:" + expected)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SCHEME | https://example.org/a | https://example.org/a",
                "SCHEME | HTTP://www.example.org/a/#b | http://example.org/a",
                "WWW | http://WWW.example.org/ | //www.example.org",
                "PORT | http://example.org:80/ | //example.org:80",
                "PORT | http://example.org:/ | //example.org",
                "FRAGMENT | http://example.org/a?b#c%7e | //example.org/a?b#c~",
                "FRAGMENT | http://example.org/a# | //example.org/a",
                "DOT_SEGMENTS | http://example.org/a/../b/./ | //example.org/a/../b/.",
                "ESCAPES | http://example.org/%7e/é?%41=%7e | //example.org/%7e/é?%41=%7e",
                "TRACKING | http://example.org/?utm_source=x&a | //example.org?a&utm_source=x",
                "QUERY_ORDER | http://example.org/?b&gclid=7&&a | //example.org?b&a",
                "TRAILING_SLASH | http://example.org | //example.org/",
                "TRAILING_SLASH | http://example.org/a/?b | //example.org/a/?b",
                "TRAILING_SLASH | http://example.org/a?b | //example.org/a?b",
            })
    void leavesWhatIsDistinguished(UrlDifference difference, String given, String expected) {
        assertThat(Urls.address(given, List.of(difference))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "https://www.Example.org/a/, Example.org/a",
        "http://example.org/a?utm_source=x&b=1, example.org/a",
        "http://example.org/a?b=1&utm_source=x, example.org/a?b=1&utm_source=x",
        "http://example.org/a?feed=rss2, example.org/a",
        "http://example.org/a?reference=1, example.org/a",
        "http://a.org/http://www.b.org///, a.org/b.org",
        "www.example.org, www.example.org",
        "http://, ''",
    })
    void followsC4(String given, String expected) {
        assertThat(Urls.c4(given)).isEqualTo(expected);
    }
}
