package dev.sluice.operators.models.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.operators.models.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinearModelTest {
    @TempDir
    private Path folder;

    private static LinearModel trained(double heldOut) {
        LinearTrainer trainer = new LinearTrainer(new LinearTrainer.Settings(2, 12, 3, 0.5, 1e-6, heldOut, 7));
        for (int i = 0; i < 50; i++) {
            trainer.add("A quiet valley, number " + i + " of the county", true);
            trainer.add("BUY NOW!!! offer " + i + " ends today", false);
        }
        return trainer.train(Map.of("source", "a \"test\"\n"));
    }

    @Test
    void readsWhatItWrote() throws IOException {
        LinearModel model = trained(0.2);
        Path file = Files.write(folder.resolve("a.linear"), model.toBytes());
        LinearModel read = LinearModel.open(file);
        assertThat(read.toBytes())
                .isEqualTo(model.toBytes())
                .isEqualTo(trained(0.2).toBytes());
        assertThat(read.metadata()).containsEntry("source", "a \"test\"\n").containsEntry("seed", 7L);
        for (String text : List.of("", "the quiet county", "offer ends", "漢字 🙂")) {
            assertThat(read.scorer().score(text)).isEqualTo(model.scorer().score(text));
        }
        assertThat(read.scorer().score("a quiet valley of the county")).isGreaterThan(0.9);
        assertThat(read.scorer().score("buy now, the offer ends")).isLessThan(0.2);
    }

    @Test
    void keepsItsDefinition() {
        // Models that exist must score texts as they did when they were made.
        NgramVector vector = new NgramVector(2, 20);
        vector.read("Die Katze, die Katze");
        assertThat(vector.size()).isEqualTo(6);
        assertThat(Arrays.stream(vector.buckets()).sorted().toArray())
                .containsExactly(Arrays.stream(expectedBuckets()).sorted().toArray());
    }

    /** Buckets of die, katze, the comma and their pairs, by the definition. */
    private static int[] expectedBuckets() {
        long die = word("die");
        long katze = word("katze");
        long comma = word(",");
        return new int[] {
            bucket(die),
            bucket(katze),
            bucket(comma),
            bucket(pair(die, katze)),
            bucket(pair(katze, comma)),
            bucket(pair(comma, die))
        };
    }

    private static long word(String word) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < word.length(); i++) {
            hash = (hash ^ word.charAt(i)) * 0x100000001b3L;
        }
        return mix(hash);
    }

    private static long pair(long first, long second) {
        return mix(first * 0x9E3779B97F4A7C15L + second);
    }

    private static int bucket(long hash) {
        return (int) (hash >>> 44);
    }

    private static long mix(long value) {
        long h = value;
        h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
        h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return h ^ (h >>> 33);
    }

    @Test
    void tellsHowGoodItIs() {
        assertThat(Evaluation.of(List.of(
                        new Evaluation.Scored(0.9, true),
                        new Evaluation.Scored(0.6, false),
                        new Evaluation.Scored(0.4, true),
                        new Evaluation.Scored(0.4, false),
                        new Evaluation.Scored(0.1, false))))
                .isEqualTo(new Evaluation(2, 3, 0.6, 0.5, 0.5, (3 + 1.5) / 6));
        assertThat(trained(0).metadata()).containsEntry("held_out_accuracy", null);
    }

    @Test
    void refusesDamagedFilesAndMissingClasses() throws IOException {
        byte[] whole = trained(0).toBytes();
        for (int length = 0; length < whole.length; length += 11) {
            Path cut = Files.write(folder.resolve("cut" + length), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> LinearModel.open(cut))
                    .isInstanceOf(ModelFormatException.class)
                    .hasMessageContaining("cut" + length);
        }
        whole[whole.length - 1] ^= 1;
        Path changed = Files.write(folder.resolve("changed"), whole);
        assertThatThrownBy(() -> LinearModel.open(changed)).hasMessageContaining("damaged");
        LinearTrainer trainer = new LinearTrainer(new LinearTrainer.Settings(1, 4, 1, 0.5, 0, 0, 0));
        trainer.add("text", true);
        assertThatThrownBy(() -> trainer.train(Map.of())).hasMessageContaining("0 negative texts");
    }
}
