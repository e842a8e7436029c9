package dev.sluice.operators.text.chinese;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.operators.Spec;
import dev.sluice.operators.testkit.Measured;
import dev.sluice.operators.text.Edited;
import dev.sluice.operators.text.chinese.ConvertChinese.Conversion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ConvertChineseTest {
    private static ConvertChinese by(Conversion conversion) {
        return Spec.build(ConvertChinese.class)
                .with(ConvertChinese::conversion, conversion)
                .build();
    }

    /** OpenCC's own test cases. */
    @TestFactory
    Stream<DynamicTest> convertsAsOpenccDoes() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        Set<Conversion> tried = EnumSet.noneOf(Conversion.class);
        try (InputStream in = ConvertChineseTest.class.getResourceAsStream("opencc_cases.jsonl")) {
            assertThat(in).isNotNull();
            ObjectMapper json = new ObjectMapper();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                if (line.isEmpty()) {
                    continue;
                }
                JsonNode example = json.readTree(line);
                for (Map.Entry<String, JsonNode> expected :
                        example.path("expected").properties()) {
                    Conversion conversion = Conversion.valueOf(expected.getKey().toUpperCase(Locale.ROOT));
                    tried.add(conversion);
                    String text = example.path("text").asText();
                    tests.add(DynamicTest.dynamicTest(
                            example.path("id").asText() + " " + expected.getKey(),
                            () -> assertThat(Edited.text(by(conversion), text))
                                    .isEqualTo(expected.getValue().asText())));
                }
            }
        }
        assertThat(tried).containsExactly(Conversion.values());
        return tests.stream();
    }

    @Test
    void leavesOtherTexts() {
        String text = "No Chinese here: caf\u00e9, \u043c\u0438\u0440.";
        assertThat(Edited.text(by(Conversion.S2TWP), text)).isSameAs(text);
    }

    @Test
    void passesLongTextsInLinearTime() {
        for (String piece : List.of("\u4e00", "\u6c49\u5b57\u8f6c\u6362", "\ud840\udc00", "a")) {
            String text = piece.repeat(7_000_000 / piece.length());
            for (Conversion conversion : List.of(Conversion.S2TWP, Conversion.T2S)) {
                assertThat(Edited.of(by(conversion), text, Measured.untilVerdict()))
                        .hasSize(1);
            }
        }
    }
}
