package dev.sluice.operators.dedup.minhash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operators.Document;
import dev.sluice.operators.dedup.Normalise;
import dev.sluice.text.LowerCase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShinglesTest {
    private static List<Long> read(Shingles shingles, String text) {
        List<Long> all = new ArrayList<>();
        shingles.read(Document.of(text), (hashes, count) -> {
            for (int i = 0; i < count; i++) {
                all.add(hashes[i]);
            }
        });
        return all;
    }

    @ParameterizedTest
    @CsvSource({
        "'', 0, 0",
        "' ', 0, 0",
        "'...', 0, 1",
        "a, 0, 1",
        "a b, 0, 1",
        "a b c, 1, 1",
        "a b c d, 2, 2",
        "a-b-c, 1, 1",
    })
    void countsShinglesOfThreeWords(String text, int without, int withShortTexts) {
        assertThat(read(Shingles.ofWords(3, true, Normalise.LOWER_WS, false, 1), text))
                .hasSize(without);
        if (!text.equals("...") && !text.equals("a-b-c")) {
            assertThat(read(Shingles.ofWords(3, false, Normalise.LOWER_WS, true, 1), text))
                    .hasSize(withShortTexts);
        }
    }

    @Test
    void oneWordOrCharacterIsAShingleOfLengthOne() {
        assertThat(read(Shingles.ofWords(1, true, Normalise.LOWER_WS, false, 1), "x"))
                .hasSize(1);
        assertThat(read(Shingles.ofChars(1, Normalise.NONE, false, 1), "x")).hasSize(1);
        assertThat(read(Shingles.ofChars(1, Normalise.NONE, false, 1), "\uD83D\uDE00"))
                .hasSize(1);
    }

    @Test
    void equalsSplittingAndJoiningStrings() {
        Random random = new Random(3);
        String[] pieces = {
            "a",
            "B",
            "Zz",
            " ",
            "  ",
            "\t",
            "\n",
            ".",
            "é",
            "É",
            "ß",
            "Σ",
            "ΟΔΟΣ",
            "İ",
            "\u00a0",
            "中",
            "文",
            "\uD835\uDC9C",
            "\uD83D\uDE00",
            "\uD801\uDC00",
            "\u0301",
            "१",
            "x1",
            "-",
            "\u000b",
            "\u0085"
        };
        Shingles words = Shingles.ofWords(2, false, Normalise.LOWER_WS, true, 7);
        Shingles runs = Shingles.ofWords(2, true, Normalise.LOWER_WS, true, 7);
        Shingles chars = Shingles.ofChars(3, Normalise.LOWER_WS, true, 7);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(12); j >= 0; j--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            texts.add(text.toString());
        }
        agree(texts, words, text -> grams(tokens(text, "[\\t\\n\\u000b\\f\\r ]+"), 2));
        agree(texts, runs, text -> grams(tokens(text, "[^\\p{L}\\p{M}\\p{N}]+"), 2));
        agree(
                texts,
                chars,
                text -> grams(
                        String.join(" ", tokens(text, "[\\t\\n\\u000b\\f\\r ]+"))
                                .codePoints()
                                .mapToObj(Character::toString)
                                .toList(),
                        3));
    }

    /** Equal strings have equal hashes and different ones different hashes, over all texts. */
    private static void agree(List<String> texts, Shingles shingles, Function<String, List<String>> expected) {
        Set<String> pairs = new HashSet<>();
        Set<Long> hashes = new HashSet<>();
        Set<String> strings = new HashSet<>();
        for (String text : texts) {
            List<Long> actual = read(shingles, text);
            List<String> wanted = expected.apply(text);
            assertThat(actual).as(text).hasSameSizeAs(wanted);
            for (int i = 0; i < wanted.size(); i++) {
                hashes.add(actual.get(i));
                strings.add(wanted.get(i));
                pairs.add(actual.get(i) + "|" + wanted.get(i));
            }
        }
        assertThat(hashes).hasSameSizeAs(strings);
        assertThat(pairs).hasSameSizeAs(strings);
    }

    private static List<String> tokens(String text, String separator) {
        return Pattern.compile(separator)
                .splitAsStream(LowerCase.of(text))
                .filter(token -> !token.isEmpty())
                .toList();
    }

    private static List<String> grams(List<String> units, int n) {
        if (units.isEmpty()) {
            return List.of();
        }
        List<String> grams = new ArrayList<>();
        for (int i = 0; i + n <= units.size(); i++) {
            grams.add(String.join("\u0001", units.subList(i, i + n)));
        }
        return grams.isEmpty() ? List.of(String.join("\u0001", units)) : grams;
    }

    @Test
    void longTextsAreReadInPiecesWithoutTearingCodePoints() {
        String text = "x" + "\uD835\uDC9C".repeat(10_000);
        List<Long> hashes = read(Shingles.ofChars(2, Normalise.NONE, false, 1), text);

        assertThat(hashes).hasSize(10_000);
        assertThat(new HashSet<>(hashes)).hasSize(2);
        assertThat(read(Shingles.ofWords(1, true, Normalise.LOWER_WS, false, 1), "word ".repeat(5000)))
                .hasSize(5000)
                .containsOnly(read(Shingles.ofWords(1, true, Normalise.LOWER_WS, false, 1), "WORD")
                        .get(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "It's 3.14, isn't it? (Yes!) | it's 3.14 isn't it yes",
                "今天天气，很好。AB | 今 天 天 气 很 好 ab",
                "น้ำดื่ม x | น้ ำ ดื่ ม x",
                "コーヒーを飲む | コーヒー を 飲 む",
                "... | ''",
            })
    void cutsWordsAsUnicodeDoes(String text, String words) {
        List<Long> expected = read(Shingles.ofWords(1, false, Normalise.NONE, false, 1), words);

        assertThat(read(Shingles.ofUnicodeWords(1, Normalise.LOWER_WS, false, 1), text))
                .isEqualTo(expected);
        List<Long> written = new ArrayList<>();
        new WrittenShingles(true, 1, false, true, Normalise.LOWER_WS, false, ShingleHash.xxh64())
                .read(Document.of(text), (hashes, count) -> {
                    for (int i = 0; i < count; i++) {
                        written.add(hashes[i]);
                    }
                });
        assertThat(written).hasSameSizeAs(expected);
    }

    @Test
    void seedsGiveUnrelatedHashes() {
        assertThat(read(Shingles.ofWords(1, true, Normalise.LOWER_WS, false, 1), "word"))
                .isNotEqualTo(read(Shingles.ofWords(1, true, Normalise.LOWER_WS, false, 2), "word"));
    }
}
