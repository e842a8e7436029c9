package dev.sluice.operators.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operators.Spec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Main content of pages as the web has them, written for this test, against the words that a reader would keep. */
class PagesTest {
    @ParameterizedTest
    @CsvSource({
        "news, 0.97, 0.99",
        "blog, 0.97, 0.99",
        "manual, 0.97, 0.99",
        "tables, 0.97, 0.99",
        "japanese, 0.97, 0.99",
        "forum, 0.90, 0.99"
    })
    void findsTheMainContent(String name, double leastPrecision, double leastRecall) throws IOException {
        ExtractHtml operator = Spec.build(ExtractHtml.class).build();
        String found = Extraction.of(operator, read(name + ".html")).text();
        Map<String, Integer> expected = words(read(name + ".txt"));
        Map<String, Integer> words = words(found);
        int common = 0;
        for (Map.Entry<String, Integer> word : words.entrySet()) {
            common += Math.min(word.getValue(), expected.getOrDefault(word.getKey(), 0));
        }
        assertThat((double) common / total(words)).as("precision of %s", found).isGreaterThanOrEqualTo(leastPrecision);
        assertThat((double) common / total(expected)).as("recall of %s", found).isGreaterThanOrEqualTo(leastRecall);
    }

    @ParameterizedTest
    @CsvSource({"news", "blog", "manual", "tables", "japanese"})
    void laysTheMainContentOut(String name) throws IOException {
        ExtractHtml operator = Spec.build(ExtractHtml.class).build();
        assertThat(Extraction.of(operator, read(name + ".html")).text())
                .isEqualTo(read(name + ".txt").strip());
    }

    private static String read(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(PagesTest.class.getResourceAsStream("/pages/" + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Words and their number; each character beyond Latin and Greek counts as one. */
    private static Map<String, Integer> words(String text) {
        Map<String, Integer> words = new HashMap<>();
        for (String word : text.replaceAll("([\u2e80-\uffff])", " $1 ").strip().split("\\s+", -1)) {
            words.merge(word, 1, Integer::sum);
        }
        return words;
    }

    private static int total(Map<String, Integer> words) {
        return words.values().stream().mapToInt(Integer::intValue).sum();
    }
}
