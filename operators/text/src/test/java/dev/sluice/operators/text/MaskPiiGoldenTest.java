package dev.sluice.operators.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.operators.Document;
import dev.sluice.operators.Mapper;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Spec;
import dev.sluice.operators.testkit.Golden;
import dev.sluice.operators.testkit.Measured;
import dev.sluice.operators.text.pii.MaskPii;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Masking against datatrove's formatter. */
class MaskPiiGoldenTest {
    @TestFactory
    Stream<DynamicTest> masksAsDatatroveDoes() {
        MaskPii both = Spec.build(MaskPii.class).build();
        MaskPii allIps =
                Spec.build(MaskPii.class).with(MaskPii::onlyPublicIps, false).build();
        MaskPii emailsOnly = Spec.build(MaskPii.class).with(MaskPii::ips, false).build();
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode golden : Golden.cases("pii.jsonl")) {
            tests.add(test(golden, "datatrove_pii", both));
            tests.add(test(golden, "datatrove_pii_all_ips", allIps));
            tests.add(test(golden, "datatrove_pii_emails_only", emailsOnly));
        }
        return tests.stream();
    }

    private static DynamicTest test(JsonNode golden, String key, MaskPii operator) {
        String name = golden.path("id").asText() + " " + key;
        return DynamicTest.dynamicTest(name, () -> {
            List<String> texts = new ArrayList<>();
            Mapper.Output output = new Mapper.Output() {
                @Override
                public void emit(Document document) {
                    texts.add(document.text());
                }

                @Override
                public void drop(Enum<?> reason) {
                    throw new IllegalStateException("masking drops nothing");
                }
            };
            operator.open(Resources.plain())
                    .map(Document.of(golden.path("text").asText()), Measured.untilVerdict(), output);
            assertThat(texts)
                    .as(name)
                    .containsExactly(golden.path("expected").path(key).asText());
        });
    }
}
