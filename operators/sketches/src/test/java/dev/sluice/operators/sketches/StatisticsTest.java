package dev.sluice.operators.sketches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.operators.Document;
import dev.sluice.operators.Fields;
import dev.sluice.operators.Position;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Sketch;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatisticsTest {
    private static final Statistics PLAIN = new Statistics(List.of(), "url", false);
    private static final Statistics FULL = new Statistics(List.of("language", "many"), "url", true);

    private static Sketch.Summary summary(Statistics operator, List<Document> documents) {
        Sketch.Summary summary = operator.create(Resources.plain());
        documents.forEach(summary::add);
        return summary;
    }

    private static Document document(String text, Map<String, ?> fields, String[] names, @Nullable Object... values) {
        Document document = Document.of(null, text, Fields.of(fields), Position.NONE);
        return document.withSignals(document.signals().with(names, values));
    }

    /** Documents with texts that repeat, signals of both kinds, and more values of one field than are held. */
    private static List<Document> documents(int count) {
        Random random = new Random(17);
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String text = "word ".repeat(random.nextInt(300)) + random.nextInt(count);
            documents.add(document(
                    text,
                    Map.of(
                            "url", "https://www.site" + random.nextInt(500) + ".co.uk/page" + i,
                            "language", random.nextInt(3) == 0 ? "en" : "de",
                            "many", "value" + random.nextInt(2 * count)),
                    new String[] {"a.count", "a.ratio", "a.label"},
                    random.nextInt(10) == 0 ? null : (Long) (long) random.nextInt(1000) - 500,
                    random.nextGaussian(),
                    "label"));
        }
        return documents;
    }

    @Test
    @SuppressWarnings("unchecked")
    void countsWhatItSees() {
        Map<String, Object> estimate = summary(
                        new Statistics(List.of("language"), "url", false),
                        List.of(
                                document(
                                        "two words\nin lines\n",
                                        Map.of("url", "http://a.example.org:80/x", "language", "en"),
                                        new String[] {"s.ratio", "s.count"},
                                        0.25,
                                        3L),
                                document(
                                        "ä\uD83D\uDE00",
                                        Map.of("url", "https://b.example.org", "language", "de"),
                                        new String[] {"s.ratio"},
                                        -0.75),
                                document("", Map.of("language", "en"), new String[0])))
                .estimate();

        assertThat(estimate.keySet()).containsExactly("documents", "lengths", "signals", "distinct", "by", "domains");
        assertThat(estimate).containsEntry("documents", 3L);
        Map<String, Map<String, Object>> lengths = (Map<String, Map<String, Object>>) estimate.get("lengths");
        assertThat(lengths.get("characters")).containsEntry("sum", 21L).containsEntry("max", 19L);
        assertThat(lengths.get("words")).containsEntry("sum", 5L);
        assertThat(lengths.get("lines")).containsEntry("sum", 3L).containsEntry("min", 0L);
        assertThat(lengths.get("bytes")).containsEntry("sum", 25L);
        Map<String, Map<String, Object>> signals = (Map<String, Map<String, Object>>) estimate.get("signals");
        assertThat(signals.get("s.ratio"))
                .containsEntry("scale", 1_000_000L)
                .containsEntry("n", 2L)
                .containsEntry("sum", -0.5)
                .containsEntry("mean", -0.25)
                .containsEntry("min", -0.75)
                .containsEntry("max", 0.25);
        assertThat(signals.get("s.count")).containsEntry("scale", 1L).containsEntry("sum", 3L);
        Map<String, Map<String, Object>> distinct = (Map<String, Map<String, Object>>) estimate.get("distinct");
        assertThat((double) distinct.get("documents").get("estimate")).isCloseTo(3, within(0.01));
        assertThat((double) distinct.get("hosts").get("estimate")).isCloseTo(2, within(0.01));
        assertThat((double) distinct.get("domains").get("estimate")).isCloseTo(1, within(0.01));
        assertThat(((Map<String, Map<String, Object>>) estimate.get("by")).get("language"))
                .isEqualTo(Map.of("total", 3L, "complete", true, "overflow", 0L, "values", Map.of("en", 2L, "de", 1L)));
        assertThat((Map<String, Object>) estimate.get("domains")).containsEntry("values", Map.of("example.org", 2L));
    }

    @Test
    @SuppressWarnings("unchecked")
    void distinctCountsStayWithinTheirBounds() {
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            documents.add(document("text " + i % 12_345, Map.of(), new String[0]));
        }
        Map<String, Map<String, Object>> distinct = (Map<String, Map<String, Object>>)
                summary(FULL, documents).estimate().get("distinct");

        assertThat((double) distinct.get("documents").get("estimate")).isCloseTo(12_345, within(500.0));
        assertThat((double) distinct.get("documents").get("low2")).isLessThan(12_345);
        assertThat((double) distinct.get("documents").get("high2")).isGreaterThan(12_345);
    }

    @Test
    void anySplitOrderAndMergeTreeGivesTheSameBytes() {
        List<Document> documents = documents(15_000);
        byte[] expected = summary(FULL, documents).toBytes();
        Random random = new Random(3);
        for (int round = 0; round < 6; round++) {
            List<Document> shuffled = new ArrayList<>(documents);
            Collections.shuffle(shuffled, random);
            int parts = 1 + random.nextInt(round == 0 ? 1 : 40);
            List<List<Document>> split = new ArrayList<>();
            for (int i = 0; i < parts; i++) {
                split.add(new ArrayList<>());
            }
            shuffled.forEach(document ->
                    split.get((int) (parts * Math.pow(random.nextDouble(), 2))).add(document));
            Deque<Sketch.Summary> left = new ArrayDeque<>();
            split.forEach(part -> left.add(summary(FULL, part)));
            while (left.size() > 1) {
                Sketch.Summary one = random.nextBoolean() ? left.pollFirst() : left.pollLast();
                Sketch.Summary other = left.pollFirst();
                one.merge(random.nextBoolean() ? other : FULL.read(other.toBytes()));
                left.add(random.nextBoolean() ? one : FULL.read(one.toBytes()));
            }
            Sketch.Summary merged = left.getFirst();
            assertThat(merged.toBytes()).as("round %d, %d parts", round, parts).isEqualTo(expected);
            assertThat(merged.estimate()).isEqualTo(FULL.read(expected).estimate());
        }
    }

    @Test
    void addingGoesOnAfterMergingAndReading() {
        List<Document> documents = documents(900);
        Sketch.Summary summary =
                FULL.read(summary(FULL, documents.subList(0, 300)).toBytes());
        documents.subList(300, 600).forEach(summary::add);
        summary.merge(summary(FULL, documents.subList(600, 800)));
        summary.toBytes();
        documents.subList(800, 900).forEach(summary::add);

        assertThat(summary.toBytes()).isEqualTo(summary(FULL, documents).toBytes());
    }

    @Test
    void mergingNothingChangesNothing() {
        byte[] stored = summary(FULL, documents(100)).toBytes();
        Sketch.Summary summary = FULL.create(Resources.plain());
        summary.merge(FULL.create(Resources.plain()));
        summary.merge(FULL.read(stored));
        summary.merge(FULL.create(Resources.plain()));

        assertThat(summary.toBytes()).isEqualTo(stored);
        assertThat(PLAIN.create(Resources.plain()).estimate()).containsEntry("documents", 0L);
    }

    /** The file was written by release 0.1. It must never be written again: later releases read what users stored. */
    @Test
    void readsVersionOne() throws IOException {
        byte[] stored;
        try (InputStream in = StatisticsTest.class.getResourceAsStream("/statistics-v1.bin")) {
            assertThat(in).isNotNull();
            stored = in.readAllBytes();
        }

        assertThat(FULL.read(stored).toBytes()).isEqualTo(stored);
        assertThat(FULL.read(stored).estimate())
                .isEqualTo(summary(FULL, documents(200)).estimate());
    }

    @Test
    void refusesWhatItDidNotStore() {
        byte[] stored = summary(PLAIN, documents(50)).toBytes();
        byte[] later = stored.clone();
        later[4]++;

        assertThatThrownBy(() -> PLAIN.read(new byte[] {1, 2, 3})).hasMessageContaining("no stored statistics");
        assertThatThrownBy(() -> PLAIN.read(later)).hasMessageContaining("later release");
        assertThatThrownBy(() -> FULL.read(stored)).hasMessageContaining("other parameters");
        assertThatThrownBy(() -> PLAIN.read(Arrays.copyOf(stored, stored.length + 1)))
                .isInstanceOf(IllegalArgumentException.class);
        for (int length = 0; length < 200; length++) {
            byte[] cut = Arrays.copyOf(stored, length);
            assertThatThrownBy(() -> PLAIN.read(cut)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> PLAIN.create(Resources.plain()).merge(FULL.create(Resources.plain())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "//",
                "http://",
                "http://@",
                "http://:80",
                "http://[::1]:80/",
                "http://ex ample/",
                "http://%zz/",
                "http://xn--/",
                "http://\u2603.example/",
                "http://a..b/",
                "http://-.com",
                "http://_dmarc.example.com/",
                "http://1.2.3.4/",
                "http://localhost",
                "http://co.uk",
                "http://\uD83D\uDE00.com"
            })
    void strangeAddressesAreNoFailures(String url) {
        Document document = document("text", Map.of("url", url), new String[0]);
        Document endless = document("text", Map.of("url", "http://" + "a.".repeat(100_000)), new String[0]);

        assertThat(summary(PLAIN, List.of(document, endless)).estimate()).containsEntry("documents", 2L);
    }
}
