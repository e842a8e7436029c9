package dev.sluice.operators.text.url;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operators.Document;
import dev.sluice.operators.Fields;
import dev.sluice.operators.Filter;
import dev.sluice.operators.Position;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Review;
import dev.sluice.operators.Spec;
import dev.sluice.operators.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlFilterTest {
    @TempDir
    Path folder;

    private static Filter.Judge open(List<String> domains, Path... files) {
        List<String> names = List.of(files).stream().map(Path::toString).toList();
        return Spec.build(UrlFilter.class)
                .with(UrlFilter::domains, domains)
                .with(UrlFilter::domainFiles, names)
                .build()
                .open(Resources.plain());
    }

    private static boolean keeps(Filter.Judge judge, String url) {
        Document document = Document.of("d", "", Fields.of(Map.of("url", url)), Position.NONE);
        return judge.judge(document, Values.ignored()).reason() == null;
    }

    @Test
    void takesInlineEntriesAndSeveralFilesTogether() throws IOException {
        Path one = Files.writeString(folder.resolve("one"), "a.com\n");
        Path two = Files.writeString(folder.resolve("two"), "b.com\n");
        Filter.Judge judge = open(List.of(" c.com "), one, two);
        assertThat(List.of("http://a.com", "http://b.com", "http://c.com", "http://d.com"))
                .map(url -> keeps(judge, url))
                .containsExactly(false, false, false, true);
    }

    /** Expected: DCLM's filters with these lists, one after the other, in Python. */
    @ParameterizedTest
    @CsvSource({
        "http://example.org/a, DOMAIN",
        "HTTP://EXAMPLE.ORG/a, DOMAIN",
        "http://www.example.org/,",
        "http://www.example.com/, DOMAIN",
        "http://example.com/,",
        "http://sub.example.org/,",
        "http://bad.example.net/,",
        "http://bad.example.net:8080/x, DOMAIN",
        "http://example.org.evil.net/,",
        "http://a.net/p-o.r-n/x, BLACKLISTED_SUBWORD",
        "http://a.net/p_o_r_n/x,",
        "http://po.rn.net/, BLACKLISTED_SUBWORD",
        "http://a.net/PORN, BLACKLISTED_SUBWORD",
        "http://a.net/casino/, HARD_BLACKLISTED",
        "http://a.net/Casino-royale, HARD_BLACKLISTED",
        "http://a.net/casino_royale,",
        "http://a.net/casinos,",
        "http://a.net/hot-girls/, HARD_BLACKLISTED",
        "http://a.net/xhot-girls/,",
        "http://a.net/xxx%20x, HARD_BLACKLISTED",
        "http://sex.net/, HARD_BLACKLISTED",
        "http://sussex.net/,",
        "http://a.net/webcam/webcam,",
        "http://a.net/webcam/escort, SOFT_BLACKLISTED",
        "http://a.net/webcam-escort.html, SOFT_BLACKLISTED",
        "http://a.net/webcam_escort,",
        "http://a.net/poker-room,",
        "http://a.net/poker-room/poker, SOFT_BLACKLISTED",
        "http://a.net/poker-rooms/escort, SOFT_BLACKLISTED",
        "http://a.net/\u00e9xxx/,",
        "http://a.net/xxx\u0301/, HARD_BLACKLISTED"
    })
    void judgesAsDclmDoes(String url, UrlFilter.@Nullable Reason expected) {
        Filter.Judge judge = Spec.build(UrlFilter.class)
                .with(UrlFilter::style, UrlFilter.Style.DCLM)
                .with(UrlFilter::domains, List.of("Example.org", "bad.example.net:8080", ".example.com"))
                .with(UrlFilter::bannedSubwords, List.of("porn", "sexcam"))
                .with(UrlFilter::bannedWords, List.of("casino", "live sex", "hot-girls", "xxx", "Sex"))
                .with(UrlFilter::softBannedWords, List.of("webcam", "escort", "poker", "poker-room"))
                .build()
                .open(Resources.plain());
        Document document = Document.of("d", "", Fields.of(Map.of("url", url)), Position.NONE);
        assertThat(judge.judge(document, Values.ignored()).reason()).isEqualTo(expected);
    }

    /** The lists of a file are held apart by the form in which rules compare them. */
    @Test
    void takesHostsAsTheyAreListedOrWithoutWww() throws IOException {
        Path list = Files.writeString(folder.resolve("list"), "WWW.A.com\nb.com\n");
        assertThat(keeps(open(List.of(), list), "http://www.a.com")).isTrue();
        Filter.Judge dclm = Spec.build(UrlFilter.class)
                .with(UrlFilter::style, UrlFilter.Style.DCLM)
                .with(UrlFilter::domainFiles, List.of(list.toString()))
                .build()
                .open(Resources.plain());
        assertThat(List.of("http://www.a.com", "http://a.com", "http://wwwb.com", "http://www.b.com"))
                .map(url -> keeps(dclm, url))
                .containsExactly(false, true, false, true);
    }

    @Test
    void readsAFileAgainThatChanged() throws IOException {
        Path list = Files.writeString(folder.resolve("list"), "a.com\n");
        assertThat(keeps(open(List.of(), list), "http://b.com")).isTrue();
        Files.writeString(list, "b.com\n");
        Files.setLastModifiedTime(list, FileTime.fromMillis(1));
        assertThat(keeps(open(List.of(), list), "http://b.com")).isFalse();
    }

    @Test
    void warnsOfAStepWithoutAnyList() {
        UrlFilter bare = Spec.build(UrlFilter.class).build();
        UrlFilter keeping = Spec.build(UrlFilter.class)
                .with(UrlFilter::missing, UrlFilter.Missing.KEEP)
                .build();
        UrlFilter listing = Spec.build(UrlFilter.class)
                .with(UrlFilter::bannedSubwords, List.of("x"))
                .build();
        assertThat(bare.warnings())
                .extracting(Review.Warning::text)
                .containsExactly("has no list, so it drops only documents without a URL");
        assertThat(keeping.warnings())
                .extracting(Review.Warning::text)
                .containsExactly("has no list, so it drops nothing");
        assertThat(listing.warnings()).isEmpty();
    }
}
