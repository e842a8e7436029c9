package dev.sluice.operators.dedup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.operators.AssetException;
import dev.sluice.operators.Decision;
import dev.sluice.operators.Document;
import dev.sluice.operators.Fields;
import dev.sluice.operators.Global;
import dev.sluice.operators.Hashing;
import dev.sluice.operators.InMemory;
import dev.sluice.operators.KeyIndex;
import dev.sluice.operators.Position;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Spec;
import dev.sluice.operators.dedup.text.UrlDifference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExactDedupTest {
    private static ExactDedup dedup(
            String field,
            Normalise normalise,
            boolean skipEmpty,
            Keep keep,
            @Nullable String scoreField,
            boolean annotate,
            @Nullable String groupField) {
        return dedup(
                field, normalise, skipEmpty, keep, scoreField, annotate, groupField, List.of(), true, WriteIndex.NONE);
    }

    private static ExactDedup dedup(
            String field,
            Normalise normalise,
            boolean skipEmpty,
            Keep keep,
            @Nullable String scoreField,
            boolean annotate,
            @Nullable String groupField,
            List<String> against,
            boolean within,
            WriteIndex writeIndex) {
        boolean sources = keep == Keep.FIRST_OF_SOURCE;
        return new ExactDedup(
                List.of(field),
                normalise,
                List.of(),
                skipEmpty,
                keep,
                scoreField,
                sources ? "source" : null,
                sources ? List.of("books", "web") : List.of(),
                annotate,
                groupField,
                against,
                within,
                writeIndex);
    }

    private static ExactDedup keeping(Keep keep) {
        return dedup("text", Normalise.NONE, true, keep, keep.scores() ? "score" : null, false, null);
    }

    private static Document document(String id, String text, Map<String, ?> fields) {
        return Document.of(id, text, Fields.of(fields), Position.NONE);
    }

    private static List<String> survivors(ExactDedup operator, List<Document> documents) {
        return InMemory.apply(operator, Resources.plain(), documents).stream()
                .map(Document::id)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, 'A b', 'a b', false",
        "NONE, 'a b', 'a b', true",
        "LOWER, ' A\u00a0b ', 'a\u00a0B', true",
        "LOWER, 'a  b', 'a b', false",
        "LOWER_WS, ' A\t\n b ', 'a B', true",
        "LOWER_WS, 'a b', 'ab', false",
        "LOWER_WS, 'a, b', 'a b', false",
        "LOWER_WS, 'a\u00a0b', 'a b', false",
        "ALNUM, 'a, b!', '(A) b', true",
        "ALNUM, '\u0130x', 'i\u0307X', true",
        "ALNUM, 'ΟΔΟΣ', 'οδος', true",
        "ALNUM, '\uD83D\uDE00 a', 'a', true",
        "NFKC, '\uFF21\u00a0\uFB01n\u3000\u2460', 'a fin 1', true",
        "NFKC, 'a b', 'a  B', true",
        "NFKC, 'a b', 'ab', false",
        "CCNET, ' A 12 \u2026', 'a 98 \u2013', true",
        "CCNET, 'a, b', 'a b', false",
        "URL, 'https://www.example.org/a/?utm_source=b', 'http://Example.org/a', true",
        "URL_C4, 'https://www.example.org/a/', 'http://Example.org/a', false",
        "ALNUM, '\uD835\uDC9C', '\uD835\uDC9E', false",
    })
    void comparesWhatCounts(Normalise normalise, String one, String other, boolean equal) {
        ExactDedup operator = dedup("text", normalise, true, Keep.SMALLEST_ID, null, false, null);

        assertThat(survivors(operator, List.of(document("1", one, Map.of()), document("2", other, Map.of()))))
                .hasSize(equal ? 1 : 2);
    }

    @Test
    void keepsByRule() {
        List<Document> documents = List.of(
                document("a", "Same  text", Map.of("score", 1, "source", "forum")),
                document("b", "same text", Map.of("score", 2.5, "source", "web")),
                document("c", "other", Map.of("score", 9)),
                document("d", "same   text", Map.of("score", 2.5, "source", "web")),
                document("e", "SAME text ", Map.of()));

        for (Keep keep : Keep.values()) {
            ExactDedup operator =
                    dedup("text", Normalise.LOWER_WS, true, keep, keep.scores() ? "score" : null, false, null);
            String expected = Map.of(
                            Keep.SMALLEST_ID,
                            "a",
                            Keep.LONGEST,
                            "d",
                            Keep.BEST,
                            "b",
                            Keep.NONE,
                            "",
                            Keep.LOWEST,
                            "a",
                            Keep.FIRST_OF_SOURCE,
                            "b",
                            Keep.LAST,
                            "e")
                    .get(keep);
            assertThat(survivors(operator, documents))
                    .as(keep.toString())
                    .containsExactlyElementsOf(
                            expected.isEmpty()
                                    ? List.of("c")
                                    : expected.compareTo("c") < 0 ? List.of(expected, "c") : List.of("c", expected));
        }
    }

    @Test
    void ranksScoresFromHighToLowWithMissingOnesLast() {
        double[] scores = {Double.MAX_VALUE, 3, 1e-300, 0, -1e-300, -3, -Double.MAX_VALUE};
        for (int i = 1; i < scores.length; i++) {
            assertThat(Preference.rank(scores[i])).isGreaterThan(Preference.rank(scores[i - 1]));
        }
        assertThat(Preference.rank(-0.0)).isEqualTo(Preference.rank(0.0));
        assertThat(Preference.rank(Double.NaN)).isEqualTo(Long.MAX_VALUE);
        assertThat(Preference.rank(-Double.MAX_VALUE)).isLessThan(Long.MAX_VALUE);
    }

    private static long rank(String scoreField, Document document) {
        return new Preference(Keep.BEST, scoreField, null, List.of()).rank(document, 0);
    }

    @Test
    void scoresAreSignalsOrFields() {
        Document scored = document("1", "a", Map.of("score", 1, "f", 3));
        Document measured =
                scored.withSignals(scored.signals().with(new String[] {"step.score", "f"}, new Object[] {2.0, 4L}));

        assertThat(rank("step.score", measured)).isEqualTo(Preference.rank(2));
        assertThat(rank("score", measured)).isEqualTo(Preference.rank(1));
        assertThat(rank("f", measured)).isEqualTo(Preference.rank(4));
        assertThat(rank("field.f", measured)).isEqualTo(Preference.rank(3));
        assertThat(rank("absent", measured)).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-05-01, 1714521600",
        "2024-05-01T00:00:01.5Z, 1714521601.5",
        "2024-05-01 00:00:01, 1714521601",
        "2024-05-01T02:00:00+02:00, 1714521600",
        "20240501000000, 20240501000000",
        "' -1.5 ', -1.5",
        "1e3, NaN",
        "2024-13-01, NaN",
        "2024-05, NaN",
        "'', NaN",
        "word, NaN",
        "-, NaN",
    })
    void readsNumbersAndDates(String value, double score) {
        assertThat((Double) Scores.of(value)).isEqualTo((Double) score);
    }

    @Test
    void keepsTheNewestPageOfAnAddressInEachGroup() {
        List<Document> documents = List.of(
                document("1", "a", Map.of("meta", Map.of("url", "http://a.org/"), "date", "2023-01-05", "crawl", "x")),
                document(
                        "2",
                        "b",
                        Map.of("meta", Map.of("url", "https://www.a.org"), "date", "2024-01-05", "crawl", "x")),
                document("3", "c", Map.of("meta", Map.of("url", "https://a.org"), "date", "2022-01-05", "crawl", "y")),
                document("4", "d", Map.of("date", "2024-01-05")));

        ExactDedup newest = dedup("field.meta.url", Normalise.URL, true, Keep.BEST, "field.date", false, null);
        assertThat(survivors(newest, documents)).containsExactly("2", "4");
        ExactDedup oldest = dedup("field.meta.url", Normalise.URL, true, Keep.LOWEST, "field.date", false, "crawl");
        assertThat(survivors(oldest, documents)).containsExactly("1", "3", "4");
    }

    @ParameterizedTest
    @CsvSource({"books, web, 1", "web, books, 2", "news, web, 2", "news, '', 1", "'', news, 2", "'', '', 1"})
    void keepsTheFirstSourceInItsOrder(String one, String other, String survivor) {
        List<Document> documents = new ArrayList<>();
        for (String source : List.of(one, other)) {
            documents.add(document(
                    "" + (documents.size() + 1), "same", source.isEmpty() ? Map.of() : Map.of("source", source)));
        }

        assertThat(survivors(keeping(Keep.FIRST_OF_SOURCE), documents)).containsExactly(survivor);
    }

    private static ExactDedup comparing(Normalise normalise, List<UrlDifference> distinguished, String... fields) {
        return Spec.build(ExactDedup.class)
                .with(ExactDedup::field, List.of(fields))
                .with(ExactDedup::normalise, normalise)
                .with(ExactDedup::urlDistinguish, distinguished)
                .build();
    }

    @Test
    void comparesSeveralFields() {
        List<Document> documents = List.of(
                document("1", "T", Map.of("title", "a", "author", "b")),
                document("2", "t", Map.of("title", "A", "author", "B", "other", 1)),
                document("3", "t", Map.of("title", "a b")),
                document("4", "t", Map.of("author", "a b")),
                document("5", "u", Map.of("title", "a", "author", "b")),
                document("6", "t", Map.of()),
                document("7", "t", Map.of()));

        assertThat(survivors(comparing(Normalise.LOWER_WS, List.of(), "title", "field.author"), documents))
                .containsExactly("1", "3", "4", "6", "7");
        assertThat(survivors(comparing(Normalise.LOWER_WS, List.of(), "text", "title", "author"), documents))
                .containsExactly("1", "3", "4", "5", "6");
    }

    @Test
    void joinsFieldsByNul() {
        Document document = document("1", "", Map.of("title", "a", "author", "B"));

        assertThat(new Content(List.of("title", "author", "none"), Normalise.LOWER, List.of(), true).key(document))
                .isEqualTo(Hashing.hash128("a\0b\0"));
    }

    @Test
    void remarksOnWhatIsNoAddress() {
        List<Document> documents = List.of(
                document("1", "", Map.of("url", "https://a.org/?b&a")),
                document("2", "", Map.of("url", "HTTP://A.org?a&b")),
                document("3", "", Map.of("url", "a.org")),
                document("4", "", Map.of("url", "A.org ")),
                document("5", "", Map.of("url", " ")),
                document("6", "", Map.of()));
        ExactDedup operator = comparing(Normalise.URL, List.of(), "url");
        List<Enum<?>> remarks = new ArrayList<>();
        Global.Taker taker = operator.rounds().get(0).evidence().open(Resources.plain());
        for (Document document : documents) {
            taker.take(document, 0, Global.SoFar.NOTHING, new Global.Records() {
                @Override
                public void add(Global.Table table, long... words) {}

                @Override
                public void remark(Enum<?> remark) {
                    remarks.add(remark);
                }
            });
        }

        assertThat(survivors(operator, documents)).containsExactly("1", "3", "5", "6");
        assertThat(remarks)
                .containsExactly(
                        ExactDedup.Remark.NO_ADDRESS,
                        ExactDedup.Remark.NO_ADDRESS,
                        ExactDedup.Remark.NOTHING_TO_COMPARE,
                        ExactDedup.Remark.NOTHING_TO_COMPARE);
        assertThat(operator.warnings(Map.of(ExactDedup.Remark.NO_ADDRESS, 2L), 201))
                .isEmpty();
        assertThat(operator.warnings(Map.of(ExactDedup.Remark.NO_ADDRESS, 2L), 200))
                .singleElement()
                .satisfies(warning -> assertThat(warning.text()).contains("2 of 200", "url"));
        assertThat(survivors(comparing(Normalise.URL, List.of(UrlDifference.QUERY_ORDER), "url"), documents))
                .containsExactly("1", "2", "3", "5", "6");
    }

    @Test
    void textsWithNothingToCompareStay() {
        List<Document> blank = List.of(document("1", " ", Map.of()), document("2", "\n", Map.of()));

        assertThat(survivors(dedup("text", Normalise.LOWER_WS, true, Keep.SMALLEST_ID, null, false, null), blank))
                .hasSize(2);
        assertThat(survivors(dedup("text", Normalise.LOWER_WS, false, Keep.SMALLEST_ID, null, false, null), blank))
                .containsExactly("1");
    }

    @Test
    void comparesAField() {
        List<Document> documents = List.of(
                document("1", "a", Map.of("url", "u")),
                document("2", "b", Map.of("url", "u")),
                document("3", "a", Map.of()),
                document("4", "a", Map.of()));

        assertThat(survivors(dedup("url", Normalise.NONE, true, Keep.SMALLEST_ID, null, false, null), documents))
                .containsExactly("1", "3", "4");
    }

    @Test
    void marksGroupsWithoutRemoving() {
        ExactDedup operator = dedup("text", Normalise.NONE, true, Keep.BEST, "score", true, null);
        List<Document> left = InMemory.apply(
                operator,
                Resources.of("exact_dedup", 0),
                List.of(
                        document("1", "a", Map.of("score", 1)),
                        document("2", "b", Map.of()),
                        document("3", "a", Map.of("score", 2))));

        assertThat(left).hasSize(3);
        assertThat(left.get(0).signals().toMap())
                .isEqualTo(Map.of(
                        "exact_dedup.cluster",
                        "1",
                        "exact_dedup.survivor",
                        "3",
                        "exact_dedup.cluster_size",
                        2L,
                        "exact_dedup.kept",
                        false));
        assertThat(left.get(1).signals().isEmpty()).isTrue();
    }

    @Test
    void theOrderOfTheInputDecidesTiesOnly() {
        Random random = new Random(5);
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            documents.add(document("d" + i, "text " + random.nextInt(200), Map.of("score", i)));
        }
        List<String> kept = survivors(keeping(Keep.BEST), documents);
        List<Document> shuffled = new ArrayList<>(documents);
        Collections.shuffle(shuffled, random);

        assertThat(survivors(keeping(Keep.BEST), shuffled)).containsExactlyInAnyOrderElementsOf(kept);
    }

    @Test
    void groupsOfAnySizeAreCounted() {
        List<Document> same = Collections.nCopies(100_000, Document.of("the same text"));
        List<Decision> decisions = InMemory.decide(keeping(Keep.SMALLEST_ID), Resources.plain(), same);

        assertThat(decisions)
                .filteredOn(decision -> decision.action() == Decision.Action.KEEP)
                .hasSize(1);
        assertThat(decisions)
                .allSatisfy(
                        decision -> assertThat(decision.match()).isEqualTo(new Decision.Match(0, 0, 100_000, null)));
    }

    private static ExactDedup indexing(String field, boolean skipEmpty, List<String> against) {
        return dedup(
                field,
                Normalise.NONE,
                skipEmpty,
                Keep.SMALLEST_ID,
                null,
                false,
                null,
                against,
                true,
                against.isEmpty() ? WriteIndex.OWN : WriteIndex.NONE);
    }

    private static String madeFrom(String field, boolean skipEmpty) {
        Global.Index index = indexing(field, skipEmpty, List.of()).index();
        return index == null ? "" : index.madeFrom();
    }

    @Test
    void anIndexKnowsItsField(@TempDir Path folder) throws IOException {
        assertThat(madeFrom("text", true)).isEqualTo("exact: normalise none"); // as before fields were recorded
        assertThat(madeFrom("text", false)).isEqualTo(madeFrom("text", true));
        assertThat(madeFrom("field.url", true)).isEqualTo(madeFrom("url", true)).contains("field url");
        assertThat(madeFrom("field.text", true)).contains("field field.text");

        String index = folder.resolve("text.index").toString();
        KeyIndex.write(Path.of(index), 2, madeFrom("text", true)).close();
        assertThat(survivors(indexing("text", false, List.of(index)), List.of(document("1", "a", Map.of()))))
                .hasSize(1);
        ExactDedup other = indexing("field.url", true, List.of(index));
        List<Document> documents = List.of(document("1", "a", Map.of("url", "a")));
        assertThatThrownBy(() -> survivors(other, documents))
                .isInstanceOf(AssetException.class)
                .hasMessageContaining("was made from exact: normalise none; this step")
                .hasMessageContaining("makes keys from exact: normalise none, field url;");
    }

    @Test
    void reportsParametersThatContradict() {
        List<String> faults = new ArrayList<>();
        dedup("text", Normalise.NONE, true, Keep.BEST, null, false, null)
                .check((parameter, message) -> faults.add(parameter));
        dedup("text", Normalise.NONE, true, Keep.LONGEST, "score", false, null)
                .check((parameter, message) -> faults.add(parameter));
        dedup("text", Normalise.NONE, true, Keep.NONE, null, true, null)
                .check((parameter, message) -> faults.add(parameter));

        new Preference(Keep.FIRST_OF_SOURCE, null, null, List.of())
                .check(false, (parameter, message) -> faults.add(parameter));
        new Preference(Keep.LAST, null, "source", List.of("a", "a"))
                .check(false, (parameter, message) -> faults.add(parameter));
        Content.check(Normalise.URL_C4, List.of(UrlDifference.WWW), (parameter, message) -> faults.add(parameter));

        assertThat(faults)
                .containsExactly(
                        "score_field",
                        "score_field",
                        "annotate",
                        "source_field",
                        "source_order",
                        "source_field",
                        "source_order",
                        "source_order",
                        "url_distinguish");
    }
}
