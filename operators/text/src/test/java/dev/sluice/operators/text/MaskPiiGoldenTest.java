package dev.sluice.operators.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.operators.Document;
import dev.sluice.operators.Mapper;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Spans;
import dev.sluice.operators.Spec;
import dev.sluice.operators.testkit.Golden;
import dev.sluice.operators.testkit.Measured;
import dev.sluice.operators.text.pii.MaskPii;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Masking against datatrove's formatter, Dolma's taggers and Data-Juicer's mappers. */
class MaskPiiGoldenTest {
    private static final String[][] DOLMA_KINDS = {
        {"email_spans", "EMAIL_ADDRESS"}, {"phone_spans", "PHONE_NUMBER"}, {"ip_spans", "IP_ADDRESS"}
    };

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

    @TestFactory
    Stream<DynamicTest> masksAsDataJuicerDoes() {
        var dataJuicer = Spec.build(MaskPii.class).with(MaskPii::style, MaskPii.Style.DATA_JUICER);
        MaskPii emails = dataJuicer.with(MaskPii::ips, false).build();
        MaskPii ips = Spec.build(MaskPii.class)
                .with(MaskPii::style, MaskPii.Style.DATA_JUICER)
                .with(MaskPii::emails, false)
                .build();
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode golden : Golden.cases("pii.jsonl")) {
            tests.add(test(golden, "data_juicer_clean_email", emails));
            tests.add(test(golden, "data_juicer_clean_ip", ips));
        }
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> tagsAsDolmaDoes() {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode golden : Golden.cases("pii.jsonl")) {
            String text = golden.path("text").asText();
            String id = golden.path("id").asText();
            tests.add(DynamicTest.dynamicTest(id + " dolma_fast_v2", () -> {
                Measured measured = tag(text, MaskPii.Style.DOLMA);
                List<String> spans = spans(measured);
                int length = text.codePointCount(0, text.length());
                // Dolma counts the span of the first document score in the second: its ratio is one too high.
                Object ratio = measured.get("matched_ratio");
                spans.add(span(0, length, "doc_count", ((Number) measured.get("matches")).doubleValue()));
                spans.add(span(0, length, "doc_frac", ratio == null ? -1 : 1 + (double) ratio));
                assertAlike(spans, golden.path("expected").path("dolma_fast_v2"));
            }));
            tests.add(DynamicTest.dynamicTest(id + " dolma_regex_v2", () -> {
                Measured measured = tag(text, MaskPii.Style.DOLMA_REGEX);
                List<String> spans = spans(measured);
                Object perWord = measured.get("matches_per_word");
                int length = text.codePointCount(0, text.length());
                spans.add(span(0, length, "doc", perWord == null ? -1 : (double) perWord));
                assertAlike(spans, golden.path("expected").path("dolma_regex_v2"));
            }));
        }
        return tests.stream();
    }

    private static Measured tag(String text, MaskPii.Style style) {
        MaskPii operator = Spec.build(MaskPii.class)
                .with(MaskPii::style, style)
                .with(MaskPii::also, List.of(MaskPii.Extra.PHONE))
                .with(MaskPii::action, MaskPii.Action.TAG)
                .build();
        Measured measured = Measured.everything();
        assertThat(Edited.of(operator, text, measured)).containsExactly(text);
        return measured;
    }

    private static List<String> spans(Measured measured) {
        List<String> all = new ArrayList<>();
        for (String[] kind : DOLMA_KINDS) {
            Spans spans = (Spans) measured.get(kind[0]);
            for (int i = 0; i < spans.size(); i++) {
                all.add(span(spans.start(i), spans.end(i), kind[1], 1));
            }
        }
        return all;
    }

    private static String span(int start, int end, String type, double score) {
        return start + " " + end + " " + type + " " + Math.round(score * 1e12);
    }

    private static void assertAlike(List<String> spans, JsonNode expected) {
        List<String> wanted = new ArrayList<>();
        expected.forEach(span -> wanted.add(span(
                span.get(0).asInt(),
                span.get(1).asInt(),
                span.get(2).asText(),
                span.get(3).asDouble())));
        assertThat(spans).containsExactlyInAnyOrderElementsOf(wanted);
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
