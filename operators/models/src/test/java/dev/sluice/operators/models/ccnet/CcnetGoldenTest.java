package dev.sluice.operators.models.ccnet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.operators.models.ccnet.CcnetNormalizer.Punctuation;
import dev.sluice.operators.testkit.Golden;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** CCNet's normal forms, hashes and in-document deduplication, and datatrove's form, character for character. */
class CcnetGoldenTest {
    private static final Set<String> FIELDS = Set.of(
            "normalize",
            "normalize_no_accent_no_case",
            "normalize_punct_removed",
            "normalize_for_dedup",
            "slow_normalize_for_dedup",
            "normalize_spacing_for_tok_en",
            "normalize_spacing_for_tok_fr",
            "paragraph_hashes_uint64",
            "in_document_dedup",
            "datatrove_perplexity_normalize");

    @TestFactory
    Stream<DynamicTest> givesTheSameForms() {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode golden : Golden.cases("ccnet.jsonl")) {
            String id = golden.path("id").asText();
            tests.add(DynamicTest.dynamicTest(
                    id, () -> compare(id, golden.path("text").asText(), golden.path("expected"))));
        }
        return tests.stream();
    }

    private static void compare(String id, String text, JsonNode expected) {
        Set<String> fields = new TreeSet<>();
        expected.fieldNames().forEachRemaining(fields::add);
        assertThat(FIELDS).as("fields this test knows").containsAll(fields);
        same(id, expected, "normalize", CcnetNormalizer.CCNET.normalize(text));
        same(
                id,
                expected,
                "normalize_no_accent_no_case",
                new CcnetNormalizer(false, false, false, Punctuation.REPLACED).normalize(text));
        same(
                id,
                expected,
                "normalize_punct_removed",
                new CcnetNormalizer(true, true, true, Punctuation.DELETED).normalize(text));
        same(id, expected, "normalize_for_dedup", CcnetNormalizer.forDedup(text));
        same(
                id,
                expected,
                "slow_normalize_for_dedup",
                new CcnetNormalizer(false, true, true, Punctuation.DELETED).normalize(text));
        same(id, expected, "normalize_spacing_for_tok_en", MosesSpacing.of(text, "en"));
        same(id, expected, "normalize_spacing_for_tok_fr", MosesSpacing.of(text, "fr"));
        same(id, expected, "datatrove_perplexity_normalize", SimplifiedText.forPerplexity(text));
        JsonNode hashes = expected.path("paragraph_hashes_uint64");
        if (!hashes.isNull()) {
            List<String> wanted = new ArrayList<>();
            hashes.forEach(hash -> wanted.add(hash.asText()));
            assertThat(CcnetParagraphs.of(text).stream()
                            .map(line -> Long.toUnsignedString(CcnetParagraphs.hash(line)))
                            .toList())
                    .as(id)
                    .isEqualTo(wanted);
        }
        JsonNode dedup = expected.path("in_document_dedup");
        if (!dedup.isNull()) {
            CcnetParagraphs kept = CcnetParagraphs.distinct(text);
            int length = kept.content().codePointCount(0, kept.content().length());
            int original = text.codePointCount(0, text.length());
            List<Integer> ids = new ArrayList<>();
            dedup.path("line_ids").forEach(line -> ids.add(line.asInt()));
            assertThat(kept.content())
                    .as(id)
                    .isEqualTo(dedup.path("raw_content").asText());
            assertThat(kept.kept())
                    .as(id)
                    .isEqualTo(ids)
                    .hasSize(dedup.path("nlines").asInt());
            assertThat(kept.originalLines())
                    .as(id)
                    .isEqualTo(dedup.path("original_nlines").asInt());
            assertThat(length)
                    .as(id)
                    .isEqualTo(dedup.path("length").asInt())
                    .isEqualTo(dedup.path("n_chars_kept").asInt());
            assertThat(original)
                    .as(id)
                    .isEqualTo(dedup.path("original_length").asInt())
                    .isEqualTo(dedup.path("n_chars").asInt());
        }
    }

    private static void same(String id, JsonNode expected, String field, String actual) {
        assertThat(actual).as(id + " " + field).isEqualTo(expected.path(field).asText());
    }
}
