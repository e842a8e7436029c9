package dev.sluice.operators.sketches;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostsTest {
    @ParameterizedTest
    @CsvSource({
        "http://Example.ORG/path, example.org",
        "https://user:pass@www.example.org:8080/a?b=//c, www.example.org",
        "//cdn.example.org/x, cdn.example.org",
        "http://example.org., example.org",
        "http://[2001:db8::1]:80/, [2001:db8::1]",
        "ftp://example.org#x, example.org",
        "example.org/path,",
        "mailto:a@example.org,",
        "/path//to,",
        "http:///path,",
        "'',",
    })
    void findsTheHost(String url, @Nullable String host) {
        assertThat(Hosts.host(url)).isEqualTo(host);
    }

    @ParameterizedTest
    @CsvSource({
        "a.b.example.co.uk, example.co.uk",
        "www.example.org, example.org",
        "me.github.io, me.github.io",
        "1.2.3.4, 1.2.3.4",
        "localhost, localhost",
        "co.uk, co.uk",
    })
    void findsTheRegisteredDomain(String host, String domain) {
        assertThat(Hosts.domain(host)).isEqualTo(domain);
    }
}
