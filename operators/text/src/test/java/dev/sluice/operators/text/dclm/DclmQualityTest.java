package dev.sluice.operators.text.dclm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operators.Document;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Spec;
import dev.sluice.operators.testkit.Measured;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DclmQualityTest {
    @ParameterizedTest
    @CsvSource({
        "with WITH With, 3",
        "w\u0130th wi\u0307th with\u0130, 0",
        "\u0130ve \u0130VE i\u0307ve, 3",
        "\u039a\u0391\u03a3 \u03ba\u03b1\u03c2 \u03ba\u03b1\u03c3, 2",
        "\u212aeep KEEP, 2"
    })
    void countsStopWordsInTheirLowerCase(String text, long count) {
        Measured measured = Measured.everything();
        Spec.build(DclmQuality.class)
                .with(DclmQuality::stopWords, List.of("with", "i\u0307ve", "\u03ba\u03b1\u03c2", "keep"))
                .build()
                .open(Resources.plain())
                .judge(Document.of(text), measured);
        assertThat(measured.get("stop_words")).isEqualTo(count);
    }
}
