package dev.sluice.operators.sketches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.operators.Document;
import dev.sluice.operators.Fields;
import dev.sluice.operators.Position;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Sketch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProfileTest {
    private static final Profile PROFILE = new Profile(5, 40);

    private static Sketch.Summary summary(List<Document> documents) {
        Sketch.Summary summary = PROFILE.create(Resources.plain());
        documents.forEach(summary::add);
        return summary;
    }

    private static Document document(String id, String text, Map<String, ?> fields) {
        return Document.of(id, text, Fields.of(fields), Position.NONE);
    }

    /** More fields and lines than are held, so that samples of them are kept. */
    private static List<Document> documents() {
        Random random = new Random(3);
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("field" + random.nextInt(500), (long) i);
            fields.put("nested", Map.of("inner" + random.nextInt(300), "value" + random.nextInt(9)));
            fields.put("mixed", i % 2 == 0 ? "text" : (Object) true);
            String text = "line number " + random.nextInt(100) + "\nshort\n" + (i % 7 == 0 ? "\ufffd" : "");
            documents.add(document("d" + i, text, fields));
        }
        return documents;
    }

    @Test
    void dependsOnTheSetOfDocumentsAlone() {
        List<Document> documents = documents();
        byte[] whole = summary(documents).toBytes();
        Random random = new Random(8);
        for (int round = 0; round < 5; round++) {
            Collections.shuffle(documents, random);
            int cut = random.nextInt(documents.size());
            Sketch.Summary first = summary(documents.subList(0, cut));
            first.merge(PROFILE.read(
                    summary(documents.subList(cut, documents.size())).toBytes()));

            assertThat(first.toBytes()).isEqualTo(whole);
        }
        assertThat(PROFILE.read(whole).estimate()).isEqualTo(summary(documents).estimate());
    }

    @Test
    void describesFieldsLinesAndRepetition() {
        Map<String, Object> estimate = summary(List.of(
                        document("a", "A repeated line.\nother", Map.of("n", 1L, "meta", Map.of("lang", "en"))),
                        document("b", "A repeated line.\nOTHER", Map.of("n", 2.5)),
                        document("c", "A repeated line.\nother", Map.of())))
                .estimate();

        assertThat(estimate.get("documents")).isEqualTo(3L);
        assertThat(estimate.toString())
                .contains("n={present=2, types={integer=1, number=1}")
                .contains("meta.lang={present=1, types={text=1}")
                .contains("values={A repeated line.=3, other=2, OTHER=1}");
        assertThat((Map<?, ?>) estimate.get("contents"))
                .extracting("estimate")
                .satisfies(n -> assertThat((double) n).isBetween(1.99, 2.01));
        assertThat((Map<?, ?>) estimate.get("keys"))
                .extracting("estimate")
                .satisfies(n -> assertThat((double) n).isBetween(0.99, 1.01));
    }

    static Stream<Arguments> suspicions() {
        return Stream.of(
                Arguments.of("", Suspicion.EMPTY),
                Arguments.of(" \n", Suspicion.EMPTY),
                Arguments.of("tiny", Suspicion.VERY_SHORT),
                Arguments.of("word ".repeat(200_001), Suspicion.VERY_LONG),
                Arguments.of("a lost \ufffd character", Suspicion.REPLACEMENT_CHARACTERS),
                Arguments.of("caf\u00c3\u00a9 in the morning", Suspicion.MOJIBAKE),
                Arguments.of("it\u00e2\u20ac\u2122s in the morning", Suspicion.MOJIBAKE),
                Arguments.of("a bell \u0007 rings at noon", Suspicion.CONTROL_CHARACTERS),
                Arguments.of("some <DIV class=x>markup</DIV> left", Suspicion.HTML_TAGS),
                Arguments.of("x".repeat(501), Suspicion.VERY_LONG_WORD),
                Arguments.of("12345 67890 ".repeat(10), Suspicion.FEW_LETTERS));
    }

    @ParameterizedTest
    @MethodSource("suspicions")
    void noticesSigns(String text, Suspicion expected) {
        assertThat(Arrays.stream(Suspicion.values()).filter(sign -> sign.holds(text)))
                .contains(expected);
        assertThat(expected.holds(
                        "An ordinary sentence of several words, as it should be: 2 < 3 > 1, \u00c3 la carte."))
                .isFalse();
    }

    @Test
    void refusesWhatIsNotItsOwn() {
        byte[] stored = summary(documents()).toBytes();
        assertThatThrownBy(() -> PROFILE.read(Arrays.copyOf(stored, stored.length / 2)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Profile(6, 40).read(stored)).hasMessageContaining("other parameters");
        assertThatThrownBy(() -> PROFILE.read(new byte[] {1, 2, 3})).hasMessageContaining("no stored profile");
    }
}
