package dev.sluice.operators.models.importance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.operators.Document;
import dev.sluice.operators.Resources;
import dev.sluice.operators.models.ModelFormatException;
import dev.sluice.operators.models.importance.NgramBuckets.Hash;
import dev.sluice.operators.testkit.Golden;
import dev.sluice.operators.testkit.Measured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportanceWeightsTest {
    @TempDir
    private Path folder;

    @Test
    void putsNgramsInDsirsBuckets() {
        for (JsonNode golden : Golden.cases("dsir.jsonl")) {
            if (!golden.path("kind").asText().equals("features")) {
                continue;
            }
            Document document = Document.of(golden.path("input").path("text").asText());
            NgramBuckets ngrams = NgramBuckets.of(
                    Hash.DSIR, golden.path("input").path("num_buckets").asInt());
            Map<Integer, Integer> found = new TreeMap<>();
            ngrams.forEach(document, bucket -> found.merge(bucket, 1, Integer::sum));
            Map<Integer, Integer> expected = new TreeMap<>();
            golden.path("expected")
                    .path("nonzero")
                    .properties()
                    .forEach(entry -> expected.put(
                            Integer.valueOf(entry.getKey()), entry.getValue().asInt()));
            assertThat(found).as(golden.path("id").asText()).isEqualTo(expected);
            assertThat(ngrams.words(document).size())
                    .isEqualTo(golden.path("expected").path("length_metadata").asInt());
        }
    }

    private Path sample(String name, List<String> texts) throws IOException {
        return Files.writeString(
                folder.resolve(name),
                texts.stream()
                        .map(text -> "{\"id\": 1, \"text\": \"" + text + "\"}\n")
                        .collect(Collectors.joining()));
    }

    private static List<Object> weights(ImportanceWeights operator, List<String> texts, String signal) {
        List<Measured> measured =
                texts.stream().map(text -> Measured.everything()).toList();
        operator.open(Resources.plain())
                .annotate(texts.stream().map(Document::of).toList(), new ArrayList<>(measured));
        return measured.stream().map(values -> values.get(signal)).toList();
    }

    @Test
    void weighsAsDsirDoes() throws IOException {
        int cases = 0;
        for (JsonNode golden : Golden.cases("dsir.jsonl")) {
            JsonNode input = golden.path("input");
            if (!golden.path("kind").asText().equals("resample")) {
                continue;
            }
            List<String> raw = new ArrayList<>();
            List<String> wanted = new ArrayList<>();
            input.path("raw").forEach(text -> raw.add(text.asText()));
            input.path("target").forEach(text -> wanted.add(text.asText()));
            ImportanceWeights operator = new ImportanceWeights(
                    sample("wanted.jsonl", wanted).toString(),
                    sample("raw.jsonl", raw).toString(),
                    Hash.DSIR,
                    input.path("num_buckets").asInt(),
                    input.path("target_laplace").asDouble(),
                    null,
                    null);
            List<Object> weights = weights(operator, raw, "log_weight");
            for (int i = 0; i < raw.size(); i++) {
                assertThat((Double) weights.get(i))
                        .as(golden.path("id").asText() + " " + i)
                        .isCloseTo(
                                golden.path("expected")
                                        .path("log_weights")
                                        .path(i)
                                        .asDouble(),
                                within(1e-9));
            }
            cases++;
        }
        assertThat(cases).isPositive();
    }

    @Test
    void correctsByCharactersAndByWords() throws IOException {
        Path wanted = Files.writeString(folder.resolve("wanted.txt"), "one two three four\none two\n");
        Path general = Files.writeString(folder.resolve("general.txt"), "one two three\n\none\n");
        ImportanceWeights operator =
                new ImportanceWeights(wanted.toString(), general.toString(), Hash.REDPAJAMA, 50, 0, null, null);
        double plain =
                (Double) weights(operator, List.of("one two"), "log_weight").get(0);
        // Poisson probabilities of lengths 7 and 2 for means of 3 and 2 words.
        double characters = Math.log(Math.exp(-3) * Math.pow(3, 7) / 5040 + 1e-8)
                - Math.log(Math.exp(-2) * Math.pow(2, 7) / 5040 + 1e-8);
        double words = Math.log(Math.exp(-3) * 9 / 2 + 1e-8) - Math.log(Math.exp(-2) * 4 / 2 + 1e-8);
        assertThat((Double) weights(operator, List.of("one two"), "log_weight_length_correction")
                        .get(0))
                .isCloseTo(plain + characters, within(1e-12));
        assertThat((Double) weights(operator, List.of("one two"), "log_weight_word_correction")
                        .get(0))
                .isCloseTo(plain + words, within(1e-12));
        assertThat(weights(operator, List.of(""), "log_weight").get(0)).isNull();
    }

    @Test
    void knowsTheLogarithmOfFactorials() {
        double sum = 0;
        for (int n = 1; n <= 2000; n++) {
            sum += Math.log(n);
            assertThat(LengthCorrection.logFactorial(n)).isCloseTo(sum, within(1e-10));
        }
    }

    @Test
    void readsVectorsAndRefusesOtherFiles() throws IOException {
        Path counts = Golden.directory().resolve("lists/dsir/books.en.1000.counts.npy");
        assertThat(NpyFile.read(counts)).hasSize(1000);
        assertThat(NpyFile.read(Golden.directory().resolve("lists/dsir/books.en.lambda.npy")))
                .containsExactly(13.0);
        byte[] whole = Files.readAllBytes(counts);
        Path cut = folder.resolve("cut.npy");
        for (int length = 0; length < whole.length; length += 7) {
            Files.write(cut, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> NpyFile.read(cut))
                    .isInstanceOf(ModelFormatException.class)
                    .hasMessageContaining("cut.npy");
        }
        String complex = new String(whole, java.nio.charset.StandardCharsets.ISO_8859_1).replace("<i8", ">i8");
        Files.write(cut, complex.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> NpyFile.read(cut)).hasMessageContaining("'>i8' are not supported");
    }
}
