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
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        return bySuffixes(texts, length, mode, Snap.CODEPOINT);
    }

    private static List<String> bySuffixes(List<String> texts, int length, Copies mode, Snap snap) {
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
            BitSet bytes =
                    snapped(gone.getOrDefault(i, new BitSet()), texts.get(i).getBytes(StandardCharsets.UTF_8), snap);
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

    /** What goes of the bytes that would go where spans may end anywhere. */
    private static BitSet snapped(BitSet gone, byte[] text, Snap snap) {
        if (snap == Snap.CODEPOINT) {
            return gone;
        }
        String bytes = "\n" + new String(text, StandardCharsets.ISO_8859_1); // one character a byte
        Pattern begin = Pattern.compile(snap == Snap.WORD ? ".*[\\t-\\r ]" : ".*\n", Pattern.DOTALL);
        Pattern end = Pattern.compile(snap == Snap.WORD ? "[\\t-\\r ].*" : "\n.*", Pattern.DOTALL);
        Pattern word = Pattern.compile("[^\\t-\\r ].*", Pattern.DOTALL);
        BitSet begins = new BitSet();
        BitSet ends = new BitSet();
        for (int i = 0; i <= text.length; i++) {
            String before = bytes.substring(0, i + 1);
            String behind = bytes.substring(i + 1);
            boolean begun = begin.matcher(before).matches()
                    && (snap == Snap.LINE || word.matcher(behind).matches());
            boolean ended = end.matcher(behind).matches()
                    && (snap == Snap.LINE || !begin.matcher(before).matches());
            begins.set(i, begun);
            ends.set(i, begun || ended || i == text.length);
        }
        BitSet snapped = new BitSet();
        for (int from = gone.nextSetBit(0); from >= 0; ) {
            int to = gone.nextClearBit(from);
            int first = begins.nextSetBit(from);
            int last = ends.previousSetBit(to);
            if (first >= 0 && first < last) {
                snapped.set(first, snap == Snap.LINE && last < text.length && !begins.get(last) ? last + 1 : last);
            }
            from = gone.nextSetBit(to);
        }
        return snapped;
    }

    @ParameterizedTest
    @EnumSource(Snap.class)
    void movesEndsInwards(Snap snap) {
        Random random = new Random(6);
        String[] pieces = {"a", "b", "\u00e9", " ", "\n", " ", "ab", "a b", "b\n"};
        for (int trial = 0; trial < 400; trial++) {
            int minBytes = 2 + random.nextInt(8);
            List<String> texts = new ArrayList<>();
            for (int i = 1 + random.nextInt(5); i > 0; i--) {
                StringBuilder text = new StringBuilder();
                for (int piece = random.nextInt(20); piece > 0; piece--) {
                    text.append(pieces[random.nextInt(pieces.length)]);
                }
                texts.add(text.toString());
            }
            Copies mode = random.nextBoolean() ? Copies.KEEP_FIRST : Copies.REMOVE_ALL;
            int leastWords = random.nextInt(4);
            SubstringDedup operator = Spec.build(SubstringDedup.class)
                    .with(SubstringDedup::minBytes, minBytes)
                    .with(SubstringDedup::mode, mode)
                    .with(SubstringDedup::minDocCharsLeft, 0)
                    .with(SubstringDedup::snap, snap)
                    .with(SubstringDedup::minDocWordsLeft, snap == Snap.CODEPOINT ? 0 : leastWords)
                    .build();
            List<String> snapped = bySuffixes(texts, minBytes, mode, snap);
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < texts.size(); i++) {
                boolean same = snapped.get(i).equals(texts.get(i));
                if (same || Snap.words(snapped.get(i).getBytes(StandardCharsets.UTF_8)) >= operator.minDocWordsLeft()) {
                    expected.add(snapped.get(i));
                }
            }
            assertThat(left(operator, texts)).as(operator + " " + texts).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CODEPOINT | the quick brown fox jumps; | athe quick brown fox jumped. | aed.",
                "WORD | the quick brown fox jumps; | athe quick brown fox jumped. | athe jumped.",
                "WORD | the quick brown fox; | see the quick brown foxes | see foxes",
                "WORD | see the quick brown fox here | we the quick brown fox | 'we '",
                "LINE | one~two three~four | xone~two three~four five | xone~four five",
                "LINE | one~two three~four | two three~four | ''",
                "LINE | a one~two three. | b one~two three~end | b one~end",
            })
    void sparesWordsAndLines(Snap snap, String first, String second, String expected) {
        SubstringDedup operator = Spec.build(SubstringDedup.class)
                .with(SubstringDedup::minBytes, 12)
                .with(SubstringDedup::minDocCharsLeft, 0)
                .with(SubstringDedup::snap, snap)
                .build();

        assertThat(left(operator, List.of(first.replace('~', '\n'), second.replace('~', '\n'))))
                .last()
                .isEqualTo(expected.replace('~', '\n'));
    }

    @Test
    void countsWordsThatKeepTheirBeginnings() {
        List<String> texts = List.of(
                "the quick brown fox jumps", "a the quick brown fox jumped high", "over there a quick brown fox");
        Spec.Builder<SubstringDedup> operator = Spec.build(SubstringDedup.class).with(SubstringDedup::minBytes, 12);
        assertThat(left(operator.with(SubstringDedup::minDocWordsLeft, 2).build(), texts))
                .containsExactly(texts.get(0), "a ed high", "over there a");
        assertThat(left(operator.with(SubstringDedup::minDocWordsLeft, 3).build(), texts))
                .containsExactly(texts.get(0), "over there a");
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
