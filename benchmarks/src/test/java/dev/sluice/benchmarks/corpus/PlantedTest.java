package dev.sluice.benchmarks.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlantedTest {
    private static final WordModel MODEL = WordModel.of(List.of("the quick brown fox jumps over the lazy dog and a cat"
            + " sleeps while some other animals of the wood look at them for a very long time"));

    private static CorpusOptions options(long bytes, long seed, long brokenEvery) {
        return new CorpusOptions(
                bytes,
                seed,
                3,
                CorpusOptions.Compression.NONE,
                60,
                90,
                0.15,
                0.15,
                0.05,
                brokenEvery,
                List.of("en"),
                List.of(1.0));
    }

    private static Planted planted(CorpusOptions options) {
        return new Planted(options, new WordModel[] {MODEL});
    }

    @Test
    void tellsTheSimilarityThatItsTextsHave() {
        Planted planted = planted(options(1, 7, 0));
        int near = 0;
        for (long i = 0; i < 400; i++) {
            Planted.Page page = planted.page(i);
            String original = planted.page(page.original()).text();
            if (page.kind() == Planted.Kind.EXACT) {
                assertEquals(original, page.text());
            }
            if (page.kind() == Planted.Kind.NEAR) {
                near++;
                Set<String> one = shingles(original);
                Set<String> other = shingles(page.text());
                Set<String> all = new HashSet<>(one);
                all.addAll(other);
                one.retainAll(other);
                assertEquals((double) one.size() / all.size(), page.jaccard(), 1e-12);
                assertTrue(page.jaccard() < 1);
            }
        }
        assertTrue(near > 30, near + " near duplicates");
    }

    private static Set<String> shingles(String text) {
        String[] words = text.toLowerCase(java.util.Locale.ROOT).split("[^a-z]+", -1);
        int count = words[words.length - 1].isEmpty() ? words.length - 1 : words.length;
        Set<String> shingles = new HashSet<>();
        for (int i = 0; i + Planted.SHINGLE <= count; i++) {
            shingles.add(String.join(" ", List.of(words).subList(i, i + Planted.SHINGLE)));
        }
        return shingles;
    }

    @Test
    void writesTheSameBytesForASeed(@TempDir Path folder) throws Exception {
        Map<String, String> first = written(folder.resolve("a"), options(100_000, 1, 10));
        assertEquals(first, written(folder.resolve("b"), options(100_000, 1, 10)));
        assertNotEquals(first, written(folder.resolve("c"), options(100_000, 2, 10)));
        assertEquals(
                Set.of("part-000000.jsonl", "part-000001.jsonl", "part-000002.jsonl", "truth.tsv"), first.keySet());
    }

    private static Map<String, String> written(Path folder, CorpusOptions options) throws Exception {
        GenerateCorpus.write(folder, options, planted(options));
        Map<String, String> files = new HashMap<>();
        try (var list = Files.list(folder)) {
            for (Path file : list.toList()) {
                files.put(file.getFileName().toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return files;
    }
}
