package dev.sluice.operators.text.url;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The values are those of tldextract 3.1.2, which datatrove asks. */
class UrlTest {
    @ParameterizedTest
    @CsvSource({
        "https://www.Garden.co.uk/a, www.Garden.co.uk, Garden.co.uk",
        "https://roses.github.io/, roses.github.io, github.io",
        "http://a.b.blogspot.com, a.b.blogspot.com, blogspot.com",
        "garden.org/go?to=http://other.net, garden.org, garden.org",
        "//garden.org:80, garden.org, garden.org",
        "http://me:secret@garden.org../, garden.org, garden.org",
        "http://a..garden.org, a..garden.org, garden.org",
        "http://a..co.uk, a..co.uk, ''",
        "http://..co.uk, ..co.uk, ''",
        "http://a..kawasaki.jp, a..kawasaki.jp, a..kawasaki.jp",
        "http://İ.org, İ.org, İ.org",
        "http://-.a_b.org, -.a_b.org, a_b.org",
        "http://garden．org.uk, garden．org.uk, garden．org.uk",
        "http:[::1].org, http, ''",
        "http://127.0.0.1/a.org, 127.0.0.1, ''",
        "http://garden.test, garden.test, ''",
        "http://org, org, ''"
    })
    void findsHostAndRegisteredDomain(String url, String host, String domain) {
        assertThat(Url.host(url)).isEqualTo(host);
        assertThat(Url.registeredDomain(host)).isEqualTo(domain);
    }
}
