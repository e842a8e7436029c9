package dev.sluice.operators.text.views;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operators.Document;
import dev.sluice.operators.Hashing;
import dev.sluice.text.NGrams;
import dev.sluice.text.Occurrences;
import dev.sluice.text.Pieces;
import dev.sluice.text.Tokens;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Repeated words, n-grams and pieces against maps of strings. */
class RepetitionTest {
    private static final List<String> TEXTS = NastyTexts.of(2_000);

    @Test
    void remembersWhereKeysCameFirst() {
        Occurrences seen = new Occurrences();
        Random random = new Random(5);
        for (int text = 0; text < 500; text++) {
            int keys = random.nextInt(1 << random.nextInt(12));
            seen.begin(keys);
            Map<Long, Integer> expected = new HashMap<>();
            for (int i = 0; i < keys; i++) {
                long key = random.nextInt(1 + keys / 2) * (text % 2 == 0 ? 1L : 1L << 40);
                expected.putIfAbsent(key, i);
                assertThat(seen.first(key, i)).isEqualTo(expected.get(key));
            }
        }
    }

    @Test
    void growsWithGiants() {
        Occurrences seen = new Occurrences();
        for (int keys : new int[] {10, 1_000_000, 10, 1_000}) {
            seen.begin(keys);
            for (int round = 0; round < 2; round++) {
                for (int i = 0; i < keys; i++) {
                    assertThat(seen.first(Hashing.mix(i), i + round * keys)).isEqualTo(i);
                }
            }
        }
    }

    @Test
    void countsNGrams() {
        NGrams grams = new NGrams();
        for (String text : TEXTS) {
            Tokens tokens = Tokens.whitespace(Document.of(text));
            int from = 1 + text.length() % 3;
            for (int n = from; n <= 10; n++) {
                if (n == from) {
                    grams.begin(tokens, n);
                } else {
                    grams.growTo(n);
                }
                checkNGrams(tokens, n, grams);
                if (n == from) {
                    Set<String> different = new HashSet<>(nGrams(tokens, n));
                    assertThat(grams.different()).isEqualTo(different.size());
                }
            }
        }
    }

    private static void checkNGrams(Tokens tokens, int n, NGrams grams) {
        List<String> all = nGrams(tokens, n);
        Map<String, Integer> counts = new HashMap<>();
        all.forEach(gram -> counts.merge(gram, 1, Integer::sum));
        int most = 0;
        int first = 0;
        for (int i = 0; i < all.size(); i++) {
            if (counts.get(all.get(i)) > most) {
                most = counts.get(all.get(i));
                first = i;
            }
        }
        assertThat(grams.size()).isEqualTo(all.size());
        assertThat(grams.most()).isEqualTo(most);
        assertThat(grams.mostFrequent()).isEqualTo(first);
        for (int i = 0; i < all.size(); i++) {
            assertThat(grams.repeated(i)).isEqualTo(counts.get(all.get(i)) > 1);
        }
    }

    private static List<String> nGrams(Tokens tokens, int n) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i + n <= tokens.size(); i++) {
            StringBuilder gram = new StringBuilder();
            for (int j = i; j < i + n; j++) {
                gram.append(tokens.text(j)).append(' ');
            }
            all.add(gram.toString());
        }
        return all;
    }

    @Test
    void cutsPieces() {
        for (String text : TEXTS) {
            Document document = Document.of(text);
            assertThat(strings(text, Pieces.newlines(document))).containsExactly(text.split("\n", -1));
            List<String> lines = List.of(text.split("\r\n|[\n\u000b\f\r\u001c-\u001e\u0085\u2028\u2029]", -1));
            int count = lines.get(lines.size() - 1).isEmpty() ? lines.size() - 1 : lines.size();
            assertThat(strings(text, Pieces.splitlines(document))).isEqualTo(lines.subList(0, count));
            assertThat(strings(text, Pieces.newlineRuns(document))).containsExactly(text.split("\n+", -1));
            String stripped = text.replaceAll("^[\\s\u001c-\u001f\u0085\\p{Z}]+|[\\s\u001c-\u001f\u0085\\p{Z}]+$", "");
            assertThat(strings(text, Pieces.paragraphs(document))).containsExactly(stripped.split("\n{2,}", -1));
        }
    }

    @Test
    void findsRepeatedPieces() {
        Occurrences seen = new Occurrences();
        for (String text : TEXTS) {
            Pieces pieces = Pieces.newlines(Document.of(text));
            Set<String> before = new HashSet<>();
            List<Integer> expected = new ArrayList<>();
            List<String> strings = strings(text, pieces);
            for (int i = 0; i < strings.size(); i++) {
                if (!before.add(strings.get(i))) {
                    expected.add(i);
                }
            }
            List<Integer> found = new ArrayList<>();
            for (int i : pieces.repeats(text, seen)) {
                found.add(i);
            }
            assertThat(found).isEqualTo(expected);
        }
    }

    private static List<String> strings(String text, Pieces pieces) {
        List<String> strings = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            strings.add(text.substring(pieces.start(i), pieces.end(i)));
        }
        return strings;
    }
}
