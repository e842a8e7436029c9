package dev.sluice.operators.dedup.substring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operators.Decision;
import dev.sluice.operators.Document;
import dev.sluice.operators.Fields;
import dev.sluice.operators.InMemory;
import dev.sluice.operators.Position;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Spec;
import dev.sluice.operators.dedup.Remainder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SubstringDedupTest {
    private static SubstringDedup operator(int minBytes, Copies mode) {
        return Spec.build(SubstringDedup.class)
                .with(SubstringDedup::minBytes, minBytes)
                .with(SubstringDedup::mode, mode)
                .with(SubstringDedup::minDocCharsLeft, 0)
                .build();
    }

    private static List<Document> documents(List<String> texts) {
        return IntStream.range(0, texts.size())
                .mapToObj(i -> Document.of("d" + i, texts.get(i), Fields.NONE, Position.NONE))
                .toList();
    }

    private static List<String> left(SubstringDedup operator, List<String> texts) {
        return InMemory.apply(operator, Resources.plain(), documents(texts)).stream()
                .map(Document::text)
                .toList();
    }

    /** Random texts of few letters, with copied pieces and runs, against the sorted list of all suffixes. */
    @ParameterizedTest
    @EnumSource(Copies.class)
    void agreesWithASuffixArray(Copies mode) {
        Random random = new Random(9);
        String[] alphabet = {"a", "b", "\u00e9", "\u4e2d", "\uD83D\uDE00"};
        for (int trial = 0; trial < 400; trial++) {
            int letters = 1 + random.nextInt(alphabet.length);
            int minBytes = 2 + random.nextInt(14);
            List<String> texts = new ArrayList<>();
            for (int i = 1 + random.nextInt(6); i > 0; i--) {
                StringBuilder text = new StringBuilder();
                for (int piece = random.nextInt(5); piece > 0; piece--) {
                    if (random.nextInt(3) == 0 && !texts.isEmpty()) {
                        String other = texts.get(random.nextInt(texts.size()));
                        int points = other.codePointCount(0, other.length());
                        int from = other.offsetByCodePoints(0, random.nextInt(points + 1));
                        text.append(other, from, other.length());
                    } else if (random.nextInt(6) == 0) {
                        text.append(alphabet[random.nextInt(letters)].repeat(random.nextInt(40)));
                    } else {
                        for (int letter = random.nextInt(30); letter > 0; letter--) {
                            text.append(alphabet[random.nextInt(letters)]);
                        }
                    }
                }
                texts.add(text.toString());
            }
            assertThat(left(operator(minBytes, mode), texts))
                    .as(minBytes + " " + texts)
                    .isEqualTo(bySuffixes(texts, minBytes, mode));
        }
    }

    /** Texts of many letters, in which seeds are rare and spans are long. */
    @ParameterizedTest
    @EnumSource(Copies.class)
    void findsLongSpansWhereverTheyBegin(Copies mode) {
        Random random = new Random(4);
        String planted = text(random, 1000);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            int from = random.nextInt(800);
            int to = from + random.nextInt(1000 - from);
            texts.add(text(random, random.nextInt(500)) + planted.substring(from, to) + text(random, 300));
        }
        assertThat(left(operator(200, mode), texts)).isEqualTo(bySuffixes(texts, 200, mode));
    }

    private static String text(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }

    @SuppressWarnings("ArrayRecordComponent") // all suffixes of a text share its bytes
    private record Suffix(int document, int from, byte[] text) {
        int compare(Suffix other) {
            int order = Arrays.compareUnsigned(text, from, text.length, other.text, other.from, other.text.length);
            return order != 0 ? order : document != other.document ? document - other.document : from - other.from;
        }

        boolean agrees(Suffix other, int length) {
            return from + length <= text.length
                    && other.from + length <= other.text.length
                    && Arrays.equals(text, from, from + length, other.text, other.from, other.from + length);
        }
    }

    private static List<String> bySuffixes(List<String> texts, int length, Copies mode) {
        List<Suffix> suffixes = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            byte[] bytes = texts.get(i).getBytes(StandardCharsets.UTF_8);
            for (int from = 0; from < bytes.length; from++) {
                suffixes.add(new Suffix(i, from, bytes));
            }
        }
        suffixes.sort(Suffix::compare);
        Map<Integer, BitSet> gone = new HashMap<>();
        for (int i = 0; i < suffixes.size(); ) {
            int end = i + 1;
            while (end < suffixes.size() && suffixes.get(i).agrees(suffixes.get(end), length)) {
                end++;
            }
            Suffix first = suffixes.subList(i, end).stream()
                    .min((one, other) ->
                            one.document != other.document ? one.document - other.document : one.from - other.from)
                    .orElseThrow();
            for (Suffix suffix : end - i < 2 ? List.<Suffix>of() : suffixes.subList(i, end)) {
                if (mode == Copies.REMOVE_ALL || suffix.compare(first) != 0) {
                    gone.computeIfAbsent(suffix.document, d -> new BitSet()).set(suffix.from, suffix.from + length);
                }
            }
            i = end;
        }
        List<String> left = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            BitSet bytes = gone.getOrDefault(i, new BitSet());
            StringBuilder text = new StringBuilder();
            int[] at = {0};
            texts.get(i).codePoints().forEach(point -> {
                int width = Character.toString(point).getBytes(StandardCharsets.UTF_8).length;
                if (bytes.nextClearBit(at[0]) < at[0] + width) {
                    text.appendCodePoint(point);
                }
                at[0] += width;
            });
            left.add(text.toString());
        }
        return left;
    }

    @Test
    void takesAboutOneSeedForAQuarterOfTheLength() {
        Random random = new Random(2);
        byte[] text = text(random, 200_000).getBytes(StandardCharsets.UTF_8);
        int[] seeds = {0};
        new Winnowing(100, 101).select(text, (hash, first, further) -> seeds[0]++);
        assertThat(seeds[0]).isBetween((int) (0.95 * 200_000 * 2 / 102), (int) (1.05 * 200_000 * 2 / 102));
        int[] runs = {0};
        new Winnowing(100, 101).select(new byte[200_000], (hash, first, further) -> runs[0]++);
        assertThat(runs[0]).isEqualTo(1);
    }

    @Test
    void dropsWhatLosesTooMuch() {
        Random random = new Random(3);
        String shared = text(random, 300);
        List<String> texts = List.of(shared, "12345" + shared, shared + text(random, 700));
        SubstringDedup half = Spec.build(SubstringDedup.class)
                .with(SubstringDedup::minDocShareLeft, 0.5)
                .build();
        assertThat(left(half, texts)).containsExactly(shared, texts.get(2).substring(300));
        Decision dropped =
                InMemory.decide(half, Resources.plain(), documents(texts)).get(1);
        assertThat(dropped.reason()).isEqualTo(Remainder.Reason.TOO_LITTLE_LEFT);
        assertThat(dropped.spans()).containsExactly(5, 305);
    }

    @Test
    void comparesWithinGroups() {
        String shared = text(new Random(3), 300);
        List<Document> documents = Stream.of("a", "b", "a")
                .map(crawl -> Document.of(null, shared, Fields.of(Map.of("crawl", crawl)), Position.NONE))
                .toList();
        SubstringDedup operator = Spec.build(SubstringDedup.class)
                .with(SubstringDedup::groupField, "crawl")
                .build();
        assertThat(InMemory.apply(operator, Resources.plain(), documents)).hasSize(2);
    }

    @Test
    void namesSpansWithoutRemovingThem() {
        String shared = text(new Random(3), 300);
        SubstringDedup operator = Spec.build(SubstringDedup.class)
                .with(SubstringDedup::annotate, true)
                .build();
        List<Document> left =
                InMemory.apply(operator, Resources.of("s", 0), documents(List.of(shared, "\uD83D\uDE00" + shared)));
        assertThat(left.get(1).text()).endsWith(shared);
        assertThat(left.get(1).signals().toMap()).containsEntry("s.span_chars", 300L);
    }
}
