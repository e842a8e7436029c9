package dev.sluice.operators.text.words;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operators.Document;
import dev.sluice.operators.testkit.Documents;
import dev.sluice.text.CodePointSet;
import dev.sluice.text.LowerCase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Words against their definition, word by word. */
class StrippedWordsTest {
    private static final String[] PARTS = {
        "a",
        "The",
        "of",
        "wörter",
        "ÉTÉ",
        "Σίσυφος",
        "ΟΔΟΣ",
        "İstanbul",
        "K",
        "Ⱥ",
        "世界",
        "“",
        "”",
        "…",
        "😀",
        "𐐀",
        "\u00a0",
        "\u2003",
        "\r",
        "\u0000",
        "\u001f",
        "\t",
        "\n",
        " ",
        "  ",
        "-",
        "...",
        "(",
        "1",
        "22",
        "internationalization",
        "Internationalisation",
        "somethin",
        "something",
        "Somethink",
        "somethings",
        "something-else",
        "something@else",
        "x".repeat(16),
        "X".repeat(17),
        "y".repeat(64),
        " ".repeat(70),
        "é",
        "\u0301",
        "ø",
        "Ø",
        // Pairs that differ in the bit that makes capitals small.
        "a@b",
        "a`b",
        "C_D",
        "c\u007fd",
        "[",
        "{",
        "e\rf",
        "E-F",
        "don't",
        "DON\u0007T"
    };

    private static List<String> expected(String text) {
        List<String> words = new ArrayList<>();
        for (String piece : text.split("[ \t\n]", -1)) {
            int[] points = piece.codePoints().toArray();
            int from = 0;
            int to = points.length;
            while (from < to && CodePointSet.dataJuicerSpecial().contains(points[from])) {
                from++;
            }
            while (to > from && CodePointSet.dataJuicerSpecial().contains(points[to - 1])) {
                to--;
            }
            if (to > from) {
                words.add(new String(points, from, to - from));
            }
        }
        return words;
    }

    /** Equal words have equal hashes and others different ones, and lists find what they hold. */
    private static void compare(List<String> expected, StrippedWords words, String text) {
        assertThat(words.size()).as(text).isEqualTo(expected.size());
        long[] hashes = words.hashes();
        Map<String, Long> byWord = new HashMap<>();
        for (int i = 0; i < expected.size(); i++) {
            Long first = byWord.putIfAbsent(expected.get(i), hashes[i]);
            assertThat(hashes[i]).as(text).isEqualTo(first == null ? hashes[i] : first);
        }
        assertThat(Set.copyOf(byWord.values())).as(text).hasSameSizeAs(byWord.keySet());
        List<String> half = byWord.keySet().stream()
                .filter(word -> word.hashCode() % 2 == 0)
                .toList();
        long count = expected.stream().filter(half::contains).count();
        assertThat(new StrippedWords.Entries(half).count(words)).as(text).isEqualTo((int) count);
    }

    private static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    @Test
    void cutsAndStripsAsDefined() {
        Random random = new Random(3);
        List<String> texts = new ArrayList<>();
        Documents.nasty().values().forEach(text -> texts.add(wellFormed(text)));
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int k = random.nextInt(30); k >= 0; k--) {
                text.append(PARTS[random.nextInt(PARTS.length)]);
                text.append(random.nextInt(3) == 0 ? "" : " ");
            }
            texts.add(text.toString());
        }
        for (String text : texts) {
            Document document = Documents.of(text);
            assertThat(StrippedWords.count(document))
                    .as(text)
                    .isEqualTo(expected(text).size());
            compare(expected(LowerCase.of(text)), StrippedWords.lowerCase(document), text);
        }
    }

    @Test
    void lowersEveryCharacterAsStringsDo() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                continue;
            }
            String text = "Ab" + Character.toString(c) + "Zé" + Character.toString(c);
            String found = lower(text);
            if (!found.equals(LowerCase.of(text))) {
                assertThat(found).as("U+%04X", c).isEqualTo(LowerCase.of(text));
            }
        }
    }

    private static String lower(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        byte[] target = new byte[utf8.length];
        return new String(
                LowerCaseUtf8.into(utf8, target) ? target : LowerCaseUtf8.whole(utf8), StandardCharsets.UTF_8);
    }

    /** Words that are asked for again after those of other texts, of any size, are the same. */
    @Test
    void standsOtherTextsInBetween() {
        List<Document> documents = new ArrayList<>();
        for (String text : List.of(
                "", "The end", "of The of", "x".repeat(70), "the ".repeat(300_000), "a The ".repeat(5000), "Of THE.")) {
            documents.add(Documents.of(text));
        }
        StrippedWords.Entries entries = new StrippedWords.Entries(List.of("the", "of"));
        int[] lower = {0, 1, 3, 0, 300_000, 5000, 2};
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < documents.size(); i++) {
                assertThat(entries.count(StrippedWords.lowerCase(documents.get(i))))
                        .isEqualTo(lower[i]);
            }
        }
        assertThat(documents.parallelStream()
                        .mapToInt(one -> entries.count(StrippedWords.lowerCase(one)))
                        .toArray())
                .containsExactly(lower);
    }

    /** Words are looked up by their first eight bytes and their length, and compared to the end where those are a list's. */
    @Test
    void tellsLongWordsThatBeginAlike() {
        for (int length = 9; length < 80; length++) {
            String word = "w".repeat(length);
            String last = "w".repeat(length - 1) + "x";
            String ninth = "w".repeat(8) + "x" + "w".repeat(length - 9);
            Document document =
                    Documents.of(String.join(" ", word, last, ninth, word + "w", "W" + word.substring(1) + ".", "end"));
            assertThat(count(document, word)).as(word).isEqualTo(2);
            assertThat(count(document, last, ninth)).as(word).isEqualTo(2);
            assertThat(count(document, word, last, ninth, word + "y")).as(word).isEqualTo(4);
            assertThat(count(document, "w".repeat(8), word.toUpperCase(Locale.ROOT)))
                    .as(word)
                    .isZero();
        }
    }

    private static int count(Document document, String... list) {
        return new StrippedWords.Entries(Arrays.asList(list)).count(StrippedWords.lowerCase(document));
    }

    @Test
    void findsWordsOfCrowdedLists() {
        List<String> list = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            list.add("w" + i);
        }
        StrippedWords.Entries entries = new StrippedWords.Entries(list);
        StringBuilder text = new StringBuilder();
        for (int i = 50_000; i < 150_000; i++) {
            text.append(" w").append(i).append("x w").append(i);
        }
        // Digits at the end of a word are special and fall away, so words end in a letter here.
        assertThat(entries.count(StrippedWords.lowerCase(Documents.of(text.toString()))))
                .isZero();
        List<String> lettered = list.stream().map(word -> word + "x").toList();
        assertThat(new StrippedWords.Entries(lettered).count(StrippedWords.lowerCase(Documents.of(text.toString()))))
                .isEqualTo(50_000);
    }
}
