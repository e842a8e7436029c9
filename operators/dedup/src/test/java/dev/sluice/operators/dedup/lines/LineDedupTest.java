package dev.sluice.operators.dedup.lines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.operators.Decision;
import dev.sluice.operators.Document;
import dev.sluice.operators.Fields;
import dev.sluice.operators.InMemory;
import dev.sluice.operators.Position;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Spans;
import dev.sluice.operators.Spec;
import dev.sluice.operators.TextPattern;
import dev.sluice.operators.dedup.Normalise;
import dev.sluice.operators.dedup.Remainder;
import dev.sluice.text.SentenceSplitter;
import dev.sluice.text.Unit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LineDedupTest {
    private static Spec.Builder<LineDedup> lines() {
        return Spec.build(LineDedup.class).with(LineDedup::minDocCharsLeft, 0);
    }

    private static List<Document> documents(String... texts) {
        List<Document> documents = new ArrayList<>();
        for (String text : texts) {
            documents.add(Document.of("d" + documents.size(), text, Fields.NONE, Position.NONE));
        }
        return documents;
    }

    private static List<String> left(LineDedup operator, String... texts) {
        return InMemory.apply(operator, Resources.plain(), documents(texts)).stream()
                .map(Document::text)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "'x|a|b', 'a|b'",
        "'a|x|b', 'a|b'",
        "'a|b|x', 'a|b'",
        "'x|a|x', 'a'",
        "'x', ''",
        "'x|', ''",
        "'|x', ''",
        "'a|x|', 'a|'",
        "'a||x', 'a|'",
        "'\uD83D\uDE00|X |\uD83D\uDE00\uD83D\uDE01', '\uD83D\uDE00|\uD83D\uDE00\uD83D\uDE01'",
    })
    void leavesWhatJoiningTheLinesLeftGives(String text, String expected) {
        assertThat(left(lines().build(), "x|y".replace('|', '\n'), text.replace('|', '\n')))
                .containsExactly("x\ny", expected.replace('|', '\n'));
    }

    @Test
    void takesSeparatorsOfParagraphsAlong() {
        LineDedup operator = lines().with(LineDedup::unit, Unit.PARAGRAPH).build();
        assertThat(left(
                        operator,
                        "x\nx",
                        "a\n\n\nx\nx\n\nb",
                        "a1\n\n\n\nX\nx\n\n",
                        "\n\nx\nx\n\n\nb1",
                        "a2\n\n\nb2\n\nx\nx"))
                .containsExactly("x\nx", "a\n\n\nb", "a1", "b1", "a2\n\n\nb2");
    }

    @Test
    void removesRunsOfThreeSentences() {
        LineDedup operator = lines().with(LineDedup::unit, Unit.SENTENCE)
                .with(LineDedup::normalise, Normalise.ALNUM)
                .build();
        assertThat(left(
                        operator,
                        "One is here. Two is here! Three is here? Four.",
                        "New one. One is here. Two, is here! Three is here. New end.",
                        "One is here. Two is here! No third."))
                .containsExactly(
                        "One is here. Two is here! Three is here? Four.",
                        "New one. New end.",
                        "One is here. Two is here! No third.");
    }

    @Test
    void cutsSentencesAsWanted() {
        Spec.Builder<LineDedup> sentences =
                lines().with(LineDedup::unit, Unit.SENTENCE).with(LineDedup::window, 1);
        String first = "We met at\nthe mill. It rained.";
        String second = "the mill. We slept.";
        assertThat(left(sentences.build(), first, second)).containsExactly(first, "We slept.");
        assertThat(left(
                        sentences
                                .with(LineDedup::splitter, SentenceSplitter.PUNKT)
                                .build(),
                        first,
                        second))
                .containsExactly(first, second);
    }

    @Test
    void letsAFewCopiesStand() {
        LineDedup operator = lines().with(LineDedup::mode, Repeats.DROP_FREQUENT)
                .with(LineDedup::maxCount, 3)
                .build();
        assertThat(left(operator, "x\ny\nx", "y\nx\ny", "x\nz")).containsExactly("y", "y\ny", "z");
    }

    @Test
    void comparesWithinGroups() {
        LineDedup operator = lines().with(LineDedup::groupField, "crawl").build();
        List<Document> documents = new ArrayList<>();
        for (String crawl : List.of("a", "b", "a")) {
            documents.add(Document.of(
                    "d" + documents.size(),
                    "same\n" + documents.size(),
                    Fields.of(Map.of("crawl", crawl)),
                    Position.NONE));
        }
        assertThat(InMemory.apply(operator, Resources.plain(), documents))
                .extracting(Document::text)
                .containsExactly("same\n0", "same\n1", "2");
    }

    @Test
    void dropsWhatLosesTooMuchAndSaysWhatWentAway() {
        String[] texts = {
            "one line\nanother one", "one line\nnew", "another one\nONE LINE", "one line\nanother one\nabc"
        };
        LineDedup nothing = Spec.build(LineDedup.class).build();
        assertThat(left(nothing, texts)).containsExactly(texts[0], "new", "abc");
        assertThat(left(lines().with(LineDedup::minDocCharsLeft, 4).build(), texts))
                .containsExactly(texts[0]);
        assertThat(left(lines().with(LineDedup::minDocShareLeft, 0.2).build(), texts))
                .containsExactly(texts[0], "new");

        Decision dropped =
                InMemory.decide(nothing, Resources.plain(), documents(texts)).get(2);
        assertThat(dropped.reason()).isEqualTo(Remainder.Reason.TOO_LITTLE_LEFT);
        assertThat(dropped.spans()).containsExactly(0, 20);
    }

    @Test
    void namesSpansWithoutRemovingThem() {
        LineDedup operator = lines().with(LineDedup::annotate, true).build();
        assertThat(operator.edits()).isFalse();
        List<Document> left = InMemory.apply(operator, Resources.of("line_dedup", 0), documents("x\ny", "a\nx\nb\nx"));
        assertThat(left.get(0).signals().isEmpty()).isTrue();
        assertThat(left.get(1).text()).isEqualTo("a\nx\nb\nx");
        assertThat(left.get(1).signals().toMap())
                .containsEntry(
                        "line_dedup.spans",
                        new Spans(new int[] {2, 4, 5, 7}, new double[] {Double.NaN, Double.NaN}, true))
                .containsEntry("line_dedup.span_chars", 4L)
                .containsEntry("line_dedup.span_share", 4 / 7.0);
    }

    /** Random texts of few different lines against the definition, which needs no hash, no span and no separator. */
    @ParameterizedTest
    @EnumSource(Repeats.class)
    void agreesWithTheDefinition(Repeats mode) {
        Random random = new Random(11);
        for (int trial = 0; trial < 300; trial++) {
            int window = 1 + random.nextInt(3);
            int minChars = random.nextInt(3);
            int minWords = random.nextInt(3);
            boolean skips = random.nextInt(3) == 0;
            boolean counts = random.nextBoolean();
            int minSpanWords = counts ? random.nextInt(4) : 0;
            int minWordsLeft = counts ? random.nextInt(4) : 0;
            int minUnitsLeft = counts ? random.nextInt(4) : 0;
            List<List<String>> texts = new ArrayList<>();
            for (int i = 1 + random.nextInt(6); i > 0; i--) {
                List<String> lines = new ArrayList<>();
                for (int j = 1 + random.nextInt(9); j > 0; j--) {
                    lines.add(List.of("", "a", "B", "b", "\uD83D\uDE00c", "long line", "\u03A3\u03A3")
                            .get(random.nextInt(7)));
                }
                texts.add(lines);
            }
            LineDedup operator = lines().with(LineDedup::mode, mode)
                    .with(LineDedup::maxCount, mode == Repeats.DROP_FREQUENT ? (Integer) 2 : null)
                    .with(LineDedup::window, window)
                    .with(LineDedup::minChars, minChars)
                    .with(LineDedup::minWords, minWords)
                    .with(LineDedup::skipPattern, skips ? new TextPattern("^[Ba]$") : null)
                    .with(LineDedup::minSpanWords, minSpanWords)
                    .with(LineDedup::minDocWordsLeft, minWordsLeft)
                    .with(LineDedup::minDocUnitsLeft, minUnitsLeft)
                    .build();
            assertThat(left(
                            operator,
                            texts.stream()
                                    .map(lines -> String.join("\n", lines))
                                    .toArray(String[]::new)))
                    .as(operator + " " + texts)
                    .isEqualTo(defined(texts, operator, window));
        }
    }

    private static List<String> defined(List<List<String>> texts, LineDedup operator, int window) {
        Map<String, Integer> copies = new HashMap<>();
        Map<String, Set<Integer>> holders = new HashMap<>();
        for (int i = 0; i < texts.size(); i++) {
            for (int j = 0; j + window <= texts.get(i).size(); j++) {
                if (counts(texts.get(i).subList(j, j + window), operator)) {
                    String key = key(texts.get(i), j, window);
                    copies.merge(key, 1, Integer::sum);
                    holders.computeIfAbsent(key, k -> new HashSet<>()).add(i);
                }
            }
        }
        Set<String> seen = new HashSet<>();
        List<String> left = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            List<String> lines = texts.get(i);
            BitSet gone = new BitSet();
            Set<String> own = new HashSet<>();
            for (int j = 0; j + window <= lines.size(); j++) {
                String key = key(lines, j, window);
                if (!counts(lines.subList(j, j + window), operator)) {
                    continue;
                }
                boolean first = seen.add(key);
                boolean firstHere = own.add(key);
                boolean goes = switch (operator.mode()) {
                    case KEEP_FIRST -> !first;
                    case DROP_REPEATED -> holders.get(key).size() > 1 || !firstHere;
                    case DROP_FREQUENT -> copies.get(key) > 2;
                };
                if (goes) {
                    gone.set(j, j + window);
                }
            }
            for (int from = gone.nextSetBit(0); from >= 0; ) {
                int to = gone.nextClearBit(from);
                if (words(lines.subList(from, to)) < operator.minSpanWords()) {
                    gone.clear(from, to);
                }
                from = gone.nextSetBit(to);
            }
            List<String> stays = new ArrayList<>();
            for (int j = 0; j < lines.size(); j++) {
                if (!gone.get(j)) {
                    stays.add(lines.get(j));
                }
            }
            if (gone.isEmpty()
                    || (words(stays) >= operator.minDocWordsLeft() && stays.size() >= operator.minDocUnitsLeft())) {
                left.add(String.join("\n", stays));
            }
        }
        return left;
    }

    /** Whether a run of lines is compared at all. */
    private static boolean counts(List<String> run, LineDedup operator) {
        String all = String.join("", run);
        int chars = all.codePointCount(0, all.length());
        return chars >= operator.minChars()
                && (run.size() == 1 || chars > 0)
                && words(run) >= operator.minWords()
                && (operator.skipPattern() == null || (!run.contains("B") && !run.contains("a")));
    }

    private static int words(List<String> lines) {
        return lines.stream()
                .mapToInt(line -> line.isEmpty() ? 0 : line.split(" ", -1).length)
                .sum();
    }

    private static String key(List<String> lines, int from, int window) {
        return String.join("\n", lines.subList(from, from + window)).toLowerCase(java.util.Locale.ROOT);
    }

    @Test
    void leavesAloneWhatAPatternMatches() {
        LineDedup operator = lines().with(
                        LineDedup::skipPattern,
                        new TextPattern("^\\s*([\\[\\](){}]+[,;]?\\s*$|#|[-*+]\\s|\\d+[.)]\\s)"))
                .build();
        String text = "# One\n- two\n 3. three\n  });\nx }\nfour";
        assertThat(left(operator, text, text)).containsExactly(text, "# One\n- two\n 3. three\n  });");
    }

    @Test
    void countsWordsOfSpansAndOfWhatIsLeft() {
        LineDedup sentences = lines().with(LineDedup::unit, Unit.SENTENCE)
                .with(LineDedup::window, 1)
                .with(LineDedup::minSpanWords, 3)
                .with(LineDedup::minDocWordsLeft, 2)
                .build();
        assertThat(left(
                        sentences,
                        "One two. Three four!",
                        "One two. Five six.",
                        "One two. Three four! A b.",
                        "Three four! One two. C."))
                .containsExactly("One two. Three four!", "One two. Five six.", "A b.");
    }

    @Test
    void reportsAPatternThatIsNone() {
        Spec.Builder<LineDedup> operator = lines().with(LineDedup::skipPattern, new TextPattern("(a"));
        assertThatThrownBy(operator::build).hasMessageContaining("skip_pattern has a fault: ");
        Spec.Builder<LineDedup> marking =
                lines().with(LineDedup::annotate, true).with(LineDedup::minDocUnitsLeft, 2);
        assertThatThrownBy(marking::build).hasMessageContaining("min_doc_units_left drops documents, but");
    }
}
