package dev.sluice.operators.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.operators.Spec;
import dev.sluice.operators.testkit.Golden;
import dev.sluice.operators.text.unicode.NormalizePunctuation;
import dev.sluice.text.Chars;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** CCNet's map of punctuation, within the normaliser that it is part of. */
class PunctuationGoldenTest {
    @TestFactory
    Stream<DynamicTest> mapsAndDeletesAsCcnetDoes() {
        NormalizePunctuation replacing = ccnet(false);
        NormalizePunctuation deleting = ccnet(true);
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode golden : Golden.cases("ccnet.jsonl")) {
            String id = golden.path("id").asText();
            JsonNode expected = golden.path("expected");
            String before = beforePunctuation(golden.path("text").asText());
            tests.add(DynamicTest.dynamicTest(
                    id,
                    () -> assertThat(withoutControls(Edited.text(replacing, before)))
                            .as(id)
                            .isEqualTo(expected.path("normalize").asText())));
            tests.add(DynamicTest.dynamicTest(
                    id + " deleted",
                    () -> assertThat(withoutControls(Edited.text(deleting, before)))
                            .as(id)
                            .isEqualTo(expected.path("normalize_punct_removed").asText())));
        }
        return tests.stream();
    }

    private static NormalizePunctuation ccnet(boolean delete) {
        return Spec.build(NormalizePunctuation.class)
                .with(NormalizePunctuation::maps, List.of(NormalizePunctuation.Table.CCNET))
                .with(NormalizePunctuation::delete, delete)
                .build();
    }

    /** The steps of CCNet's normaliser before punctuation: ends, case, accents, digits. */
    private static String beforePunctuation(String text) {
        int from = Chars.skipSpace(text, 0, text.length());
        int to = Chars.stripEnd(text, from, text.length());
        String lower = text.substring(from, to).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(lower, Normalizer.Form.NFD)
                .replaceAll("\\p{Mn}", "")
                .replaceAll("\\p{Nd}", "0");
    }

    private static String withoutControls(String text) {
        return text.replaceAll("[\\x00-\\x1f\\x7f-\\x9f]", "");
    }
}
