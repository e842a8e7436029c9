package dev.sluice.operators.models.fasttext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.operators.models.ModelFormatException;
import dev.sluice.operators.testkit.Golden;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FastTextModelTest {
    @TempDir
    private Path folder;

    private static Path golden(String file) {
        return Golden.directory().resolve("models").resolve(file);
    }

    private static FastTextScorer scorer(String file) {
        return FastTextModel.open(golden(file)).scorer();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny_palm.bin", "tiny_trigram_softmax.ftz", "tiny_lid_hs.ftz", "tiny_bigram_ova.bin"})
    void saysWhereATruncatedFileEnds(String file) throws IOException {
        byte[] whole = Files.readAllBytes(golden(file));
        int step = Math.max(1, whole.length / 400);
        for (int length = 0; length < whole.length; length += length < 200 ? 1 : step) {
            Path cut = folder.resolve(file + "." + length);
            Files.write(cut, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> FastTextReader.read(cut))
                    .as("the first %d bytes", length)
                    .isInstanceOf(ModelFormatException.class)
                    .hasMessageContaining(cut + ", byte ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny_palm.bin", "tiny_trigram_softmax.ftz", "tiny_lid_hs.ftz", "tiny_bigram_ova.bin"})
    void refusesOrSurvivesDamage(String file) throws IOException {
        byte[] whole = Files.readAllBytes(golden(file));
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            byte[] damaged = whole.clone();
            // the structure is at the front, and behind the dictionary
            int reach = round % 2 == 0 ? 200 : whole.length;
            for (int i = 0; i <= random.nextInt(3); i++) {
                damaged[random.nextInt(Math.min(reach, whole.length))] = (byte) random.nextInt(256);
            }
            Path path = folder.resolve(file + "." + round);
            Files.write(path, damaged);
            try {
                FastTextReader.read(path).scorer().classify("Some words, that is: the cat sat", 3, 0);
            } catch (ModelFormatException expected) {
                assertThat(expected).hasMessageContaining(path.toString());
            }
            Files.delete(path);
        }
    }

    @Test
    void refusesOtherFiles() throws IOException {
        Path other = Files.writeString(folder.resolve("other.bin"), "this is a text file and no model at all");
        assertThatThrownBy(() -> FastTextModel.open(other))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("byte 0: this is no fastText model");
    }

    @Test
    void answersFromMappedMatricesAsFromHeldOnes() throws IOException {
        Path file = golden("tiny_trigram_softmax.bin");
        byte[] bytes = Files.readAllBytes(file);
        float[] data = new float[60];
        for (int i = 0; i < data.length; i++) {
            data[i] = ByteBuffer.wrap(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .getFloat(bytes.length - 4 * (data.length - i) - 3);
        }
        Matrix mapped = new MappedMatrix(file, bytes.length - 4L * data.length - 3, 10, 6);
        Matrix held = new HeapMatrix(data, 6);
        int[] rows = {3, 9, 0, 3};
        float[] scratch = new float[6];
        float[] one = {1, 2, 3, 4, 5, 6};
        float[] two = one.clone();
        mapped.addRows(rows, 4, one, scratch);
        held.addRows(rows, 4, two, scratch);
        assertThat(one).isEqualTo(two);
        assertThat(mapped.dot(9, one, scratch)).isEqualTo(held.dot(9, one, scratch));
        float[] products = new float[10];
        float[] others = new float[10];
        mapped.multiply(one, products, scratch);
        held.multiply(one, others, scratch);
        assertThat(products).isEqualTo(others);
    }

    @Test
    void stopsAtTheEndOfALine() {
        FastTextScorer scorer = scorer("tiny_trigram_softmax.bin");
        var line = scorer.predict("the quick fox", -1);
        assertThat(scorer.predict("the quick fox\nder schnelle Fuchs", -1)).isEqualTo(line);
        assertThat(scorer.predict("the quick fox </s> der schnelle Fuchs", -1)).isEqualTo(line);
        assertThat(scorer.predict("the\tquick\u0000 \u000bfox __label__de __label__nowhere", -1))
                .isEqualTo(line);
        assertThat(scorer.predict("the quick\u00a0fox", -1)).isNotEqualTo(line);
    }

    @Test
    void givesNoMoreLabelsThanAskedFor() {
        FastTextScorer scorer = scorer("tiny_trigram_softmax.bin");
        assertThat(scorer.classify("the quick fox", 2, 0)).isEqualTo(2);
        assertThat(scorer.classify("the quick fox", 100, 0.5f)).isEqualTo(1);
        assertThatThrownBy(() -> scorer.classify("x", 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesWordsOfAnyLength() {
        FastTextScorer scorer = scorer("tiny_lid_hs.ftz");
        String word = "\ud83d\ude00ä€x".repeat(300_000);
        int one = scorer.classify(word, 1, 0);
        float probability = scorer.probability(0);
        assertThat(one).isEqualTo(1);
        scorer.classify("short", 1, 0);
        assertThat(scorer.classify("  " + word + " \n" + word, 1, 0)).isEqualTo(1);
        assertThat(scorer.probability(0)).isEqualTo(probability);
    }

    @Test
    void breaksTiesAsTheReferenceDoes() {
        BestLabels best = new BestLabels(6);
        best.clear(6);
        for (int label = 0; label < 6; label++) {
            best.add(label, label == 4 ? 1 : 0);
        }
        best.sort();
        assertThat(best.label(0)).isEqualTo(4);
        assertThat(IntStream.range(1, 6).map(best::label).boxed()).containsExactlyInAnyOrder(0, 1, 2, 3, 5);
        best.clear(1);
        best.add(0, 0);
        best.add(1, 0);
        best.sort();
        assertThat(best.size()).isEqualTo(1);
    }
}
