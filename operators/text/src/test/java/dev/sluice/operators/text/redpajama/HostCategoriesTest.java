package dev.sluice.operators.text.redpajama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.operators.AssetException;
import dev.sluice.operators.Document;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Spec;
import dev.sluice.operators.testkit.Documents;
import dev.sluice.operators.testkit.Measured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code rps_doc_ut1_blacklist} as RedPajama defines it: the number of the set of categories that list the very host of
 * the document, absent where none does.
 */
class HostCategoriesTest {
    private static final String SIGNAL = "rps_doc_ut1_blacklist";

    @TempDir
    private Path folder;

    private static @Nullable Object measured(RedpajamaSignals operator, Document document) {
        Measured measured = Measured.everything();
        operator.open(Resources.plain()).annotate(List.of(document), List.of(measured));
        return measured.get(SIGNAL);
    }

    private static Document at(String url) {
        return Documents.of("a", "some text", Map.of("url", url));
    }

    private RedpajamaSignals byFile(String json) throws IOException {
        Path file = folder.resolve("domain_to_category_id.json");
        Files.writeString(file, json);
        return Spec.build(RedpajamaSignals.class)
                .with(RedpajamaSignals::only, List.of(SIGNAL))
                .with(RedpajamaSignals::hostCategoryFile, file.toString())
                .build();
    }

    private RedpajamaSignals byLists(Map<String, String> hostsByCategory) throws IOException {
        List<String> files = new ArrayList<>();
        for (Map.Entry<String, String> list : hostsByCategory.entrySet()) {
            Path file = folder.resolve("blacklists").resolve(list.getKey()).resolve("domains");
            Files.createDirectories(file.getParent());
            Files.writeString(file, list.getValue());
            files.add(file.toString());
        }
        return Spec.build(RedpajamaSignals.class)
                .with(RedpajamaSignals::only, List.of(SIGNAL))
                .with(RedpajamaSignals::hostListFiles, files)
                .build();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "https://casino.example/page, 3",
                "https://casino.example, 3",
                "//casino.example/page, 3",
                "casino.example, 3",
                "http://zero.example/, 0",
                "https://www.casino.example/page, -",
                "https://example/page, -",
                "https://notcasino.example/, -",
                "https://other.example/?u=https://casino.example/, -",
                "https://other.example/casino.example, -",
                "https://casino.example:8443/page, 3",
                "https://user@casino.example/, 3",
                "https://user:casino.example@other.example/, -",
                "https://user:pass@casino.example:80/, 3",
                "HTTPS://Casino.EXAMPLE/Page, 3",
                "https://casino.example./page, 3",
                "https://casino.example?q=1, 3",
                "https://casino.example#top, 3",
                "' https://casino.example/ ', 3",
                "https://xn--bcher-kva.example/, 7",
                "https://bücher.example/, 7",
                "https://BÜCHER.example/, 7",
                "https://xn--mller-kva.example/, 9",
                "https://müller.example/, 9",
                "https://[2001:db8::1]:80/, 5",
                "https://192.0.2.7/, 6",
                "'', -",
                "https://, -",
                "no url, -",
            })
    void looksTheVeryHostUp(String url, @Nullable Long number) throws IOException {
        RedpajamaSignals operator = byFile("""
                {"casino.example": 3, "zero.example": 0, "xn--bcher-kva.example": 7, "m\\u00fcller.example": 9,
                 "[2001:db8::1]": 5, "192.0.2.7": 6}
                """);
        assertThat(measured(operator, at(url))).isEqualTo(number);
    }

    @Test
    void isAbsentWithoutAUrlOrAList() throws IOException {
        RedpajamaSignals operator = byFile("{\"casino.example\": 3}");
        assertThat(measured(operator, Documents.of("a", "text", Map.of()))).isNull();
        assertThat(measured(operator, Documents.of("a", "text", Map.of("url", 5L))))
                .isNull();
        RedpajamaSignals without = Spec.build(RedpajamaSignals.class)
                .with(RedpajamaSignals::only, List.of(SIGNAL))
                .build();
        assertThat(measured(without, at("https://casino.example/"))).isNull();
        RedpajamaSignals byDomain = Spec.build(RedpajamaSignals.class)
                .with(RedpajamaSignals::only, List.of(SIGNAL))
                .with(RedpajamaSignals::hostCategoryFile, operator.hostCategoryFile())
                .with(RedpajamaSignals::urlField, "source_domain")
                .build();
        Document ccnet = Documents.of("a", "", Map.of("source_domain", "casino.example", "url", "https://x.example"));
        assertThat(measured(byDomain, ccnet)).isEqualTo(3L);
    }

    @Test
    void numbersSetsOfCategoriesBySizeAndThenByNames() {
        List<Integer> sets = new ArrayList<>();
        for (int set = 1; set < 1 << HostCategories.NAMES.size(); set++) {
            sets.add(set);
        }
        sets.sort((a, b) -> {
            if (Integer.bitCount(a) != Integer.bitCount(b)) {
                return Integer.bitCount(a) - Integer.bitCount(b);
            }
            int first = Integer.numberOfTrailingZeros(a ^ b); // who has the first place that they do not share
            return (a >> first & 1) != 0 ? -1 : 1;
        });
        for (int i = 0; i < sets.size(); i++) {
            assertThat(HostCategories.numberOf(sets.get(i))).isEqualTo(i);
        }
        assertThat(HostCategories.NAMES).isSorted().hasSize(13);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "https://adult.example/, 0", // the first of 13 single categories
                "https://violent.example/, 12", // the last
                "https://two.example/, 18", // adult and ddos: 13 single ones, 5 pairs of adult before it
                "https://three.example/, 141", // with violence too: 13 single ones, 78 pairs, 45 + 5 threes before it
                "https://none.example/, -",
            })
    void combinesListsOfHosts(String url, @Nullable Long number) throws IOException {
        RedpajamaSignals operator = byLists(Map.of(
                "violence", "violent.example\nthree.example\n",
                "adult", "# comment\nADULT.example\nadult.example\n\ntwo.example\nthree.example",
                "ddos", "two.example\r\nthree.example\r\n"));
        assertThat(measured(operator, at(url))).isEqualTo(number);
    }

    @Test
    void refusesListsOfOtherCategories() {
        var builder = Spec.build(RedpajamaSignals.class);
        assertThatThrownBy(() -> builder.with(RedpajamaSignals::hostListFiles, List.of("lists/news/domains"))
                        .build())
                .hasMessageContaining("'lists/news/domains', whose folder is none of the categories adult, agressif");
        assertThatThrownBy(() -> Spec.build(RedpajamaSignals.class)
                        .with(RedpajamaSignals::hostListFiles, List.of("adult/domains"))
                        .with(RedpajamaSignals::hostCategoryFile, "a.json")
                        .build())
                .hasMessageContaining("exclude each other");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"a\"}",
                "{\"a\": }",
                "{\"a\": -1}",
                "{\"a\": 1.5}",
                "{\"a\": \"b\"}",
                "{\"a\": 1,}",
                "{\"a\": 1} x",
                "{\"a\": 99999999999999999999}",
                "{\"a\\x\": 1}",
                "{\"a\\u00g0\": 1}",
                "{\"a",
                "{\"a\n\": 1}",
                "{\"a\": 1, \"A\": 2}",
            })
    void namesWhatIsWrongWithAFile(String json) throws IOException {
        RedpajamaSignals operator = byFile(json);
        assertThatThrownBy(() -> measured(operator, at("https://casino.example/")))
                .isInstanceOf(AssetException.class)
                .hasMessageContaining("domain_to_category_id.json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                " { } \n",
                "\ufeff{\"a\" : 1\n,\r\n\t\"b\":2}",
                "{\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\": 0}"
            })
    void readsWhatIsWellFormed(String json) throws IOException {
        assertThat(measured(byFile(json), at("https://casino.example/"))).isNull();
    }
}
