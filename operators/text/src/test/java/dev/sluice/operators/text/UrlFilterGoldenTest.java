package dev.sluice.operators.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.operators.Document;
import dev.sluice.operators.Fields;
import dev.sluice.operators.Filter;
import dev.sluice.operators.Position;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Spec;
import dev.sluice.operators.Verdict;
import dev.sluice.operators.testkit.Golden;
import dev.sluice.operators.testkit.Measured;
import dev.sluice.operators.text.url.UrlFilter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The URL filter against datatrove's decisions. */
class UrlFilterGoldenTest {
    @TestFactory
    Stream<DynamicTest> decidesAsDatatroveDoes() throws IOException {
        JsonNode lists = new ObjectMapper()
                .readTree(Golden.directory().resolve("lists/url_lists.json").toFile());
        UrlFilter operator = Spec.build(UrlFilter.class)
                .with(UrlFilter::domains, strings(lists.path("extra_domains")))
                .with(UrlFilter::urls, strings(lists.path("extra_urls")))
                .with(UrlFilter::bannedWords, strings(lists.path("banned_words")))
                .with(UrlFilter::bannedSubwords, strings(lists.path("banned_subwords")))
                .with(UrlFilter::softBannedWords, strings(lists.path("soft_banned_words")))
                .build();
        Filter.Judge judge = operator.open(Resources.plain());
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode golden : Golden.cases("url_filter.jsonl")) {
            String id = golden.path("id").asText();
            tests.add(DynamicTest.dynamicTest(id, () -> {
                Fields fields = Fields.of(Map.of("url", golden.path("text").asText()));
                Measured measured = Measured.untilVerdict();
                Verdict verdict = judge.judge(Document.of(id, "", fields, Position.NONE), measured);
                JsonNode expected = golden.path("expected");
                String reason = verdict.reason() == null
                        ? "keep"
                        : verdict.reason().name().toLowerCase(Locale.ROOT);
                assertThat(reason)
                        .as(id)
                        .isEqualTo(
                                expected.path("keep").asBoolean()
                                        ? "keep"
                                        : expected.path("reason").asText());
                Object domain = measured.get("domain");
                assertThat(domain == null ? "" : domain)
                        .as(id)
                        .isEqualTo(expected.path("registered_domain").asText());
            }));
        }
        return tests.stream();
    }

    private static List<String> strings(JsonNode list) {
        List<String> strings = new ArrayList<>();
        list.forEach(item -> strings.add(item.asText()));
        return strings;
    }
}
