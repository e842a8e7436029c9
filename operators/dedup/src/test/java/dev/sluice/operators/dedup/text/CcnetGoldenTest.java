package dev.sluice.operators.dedup.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.operators.Document;
import dev.sluice.operators.InMemory;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Spec;
import dev.sluice.operators.dedup.Normalise;
import dev.sluice.operators.dedup.lines.LineDedup;
import dev.sluice.operators.testkit.Golden;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class CcnetGoldenTest {
    @TestFactory
    Stream<DynamicTest> comparesAndRemovesLinesAsCcnetDoes() {
        return Golden.cases("ccnet.jsonl").stream()
                .map(example -> DynamicTest.dynamicTest(example.get("id").asText(), () -> check(example)));
    }

    private static void check(JsonNode example) {
        String text = example.get("text").asText();
        JsonNode expected = example.get("expected");
        assertThat(Normalise.CCNET.apply(text))
                .isEqualTo(expected.get("normalize_for_dedup").asText());
        JsonNode left = expected.get("in_document_dedup");
        if (!left.isNull()) {
            LineDedup operator = Spec.build(LineDedup.class)
                    .with(LineDedup::normalise, Normalise.CCNET)
                    .with(LineDedup::minChars, 0)
                    .with(LineDedup::minDocCharsLeft, 0)
                    .build();
            assertThat(InMemory.apply(operator, Resources.plain(), List.of(Document.of(text))))
                    .extracting(Document::text)
                    .containsExactly(left.get("raw_content").asText());
        }
    }
}
