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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
