package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operators.models.linear.LinearModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainClassifierCommandTest {
    private static final List<String> GOOD = List.of("river", "history", "the", "village", "of", "church", "old");
    private static final List<String> BAD = List.of("buy", "cheap", "the", "click", "of", "free", "now");

    @TempDir
    private Path folder;

    private final StringWriter printed = new StringWriter();

    @BeforeEach
    void write() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        Files.writeString(folder.resolve("good.jsonl"), texts(GOOD, random, "{\"text\": \"%s\"}%n"));
        Files.writeString(folder.resolve("bad.txt"), texts(BAD, random, "%s%n"));
    }

    private static String texts(List<String> words, SplittableRandom random, String line) {
        StringBuilder texts = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = 0; j < 12; j++) {
                text.append(words.get(random.nextInt(words.size()))).append(' ');
            }
            texts.append(String.format(line, text));
        }
        return texts.toString();
    }

    private int train(String output, String... more) {
        return trainTo("--output", folder.resolve(output).toString(), more);
    }

    private int trainTo(String option, String destination, String... more) {
        List<String> arguments = new java.util.ArrayList<>(List.of(
                "train-classifier",
                "--positive",
                folder.resolve("good.jsonl").toString(),
                "--negative",
                folder.resolve("bad.txt").toString(),
                option,
                destination,
                "--bits",
                "14"));
        arguments.addAll(List.of(more));
        return Sluice.execute(new PrintWriter(printed), arguments.toArray(String[]::new));
    }

    @Test
    void trainsTheSameModelFromTheSameTexts() throws IOException {
        assertThat(train("a.linear", "--license", "CC0-1.0"))
                .as(printed.toString())
                .isZero();
        assertThat(train("b.linear", "--license", "CC0-1.0")).isZero();
        assertThat(Files.readAllBytes(folder.resolve("a.linear")))
                .isEqualTo(Files.readAllBytes(folder.resolve("b.linear")));
        LinearModel model = LinearModel.open(folder.resolve("a.linear"));
        assertThat(model.metadata()).containsEntry("license", "CC0-1.0").containsEntry("ngrams", 2L);
        assertThat((Long) model.metadata().get("trained_on_negative")).isBetween(150L, 200L);
        assertThat((Double) model.metadata().get("held_out_accuracy")).isGreaterThan(0.95);
        assertThat(model.scorer().score("the history of the old village")).isGreaterThan(0.8);
        assertThat(model.scorer().score("click now to buy cheap")).isLessThan(0.2);
    }

    @Test
    void savesTheModelAsAnAsset() throws IOException {
        String assets = folder.resolve("assets").toString();
        assertThat(trainTo("--asset", "quality", "--assets", assets)).isEqualTo(Sluice.USAGE);
        assertThat(printed.toString()).contains("an asset has a licence: say it with --license");
        assertThat(trainTo("--asset", "quality", "--assets", assets, "--license", "CC0-1.0"))
                .as(printed.toString())
                .isZero();
        assertThat(folder.resolve("assets/assets.yaml"))
                .content()
                .contains("quality:\n  file: quality.linear\n")
                .contains("license: CC0-1.0", "source: sluice train-classifier, positive ");
        assertThat(trainTo("--asset", "quality", "--assets", assets, "--license", "CC0-1.0"))
                .as("the same model again")
                .isZero();
        assertThat(trainTo("--asset", "quality", "--assets", assets, "--license", "CC0-1.0", "--seed", "7"))
                .isEqualTo(Sluice.USAGE);
        assertThat(printed.toString()).contains("with another content; replace it with --overwrite");
        Files.writeString(folder.resolve("r.yaml"), """
                input: {path: good.jsonl}
                steps: [{linear_classifier: {model: 'asset:quality', min_score: 0.5}}]
                output: out
                """);
        assertThat(Sluice.execute(
                        new PrintWriter(printed),
                        "run",
                        folder.resolve("r.yaml").toString(),
                        "-q"))
                .as(printed.toString())
                .isZero();
        assertThat(Outputs.lines(folder.resolve("out"))).hasSizeGreaterThan(190);
    }

    @Test
    void refusesWhatCannotWork() {
        assertThat(train("c.linear")).isZero();
        assertThat(train("c.linear")).isEqualTo(Sluice.USAGE);
        assertThat(printed.toString()).contains("replace it with --overwrite");
        assertThat(train("c.linear", "--overwrite")).isZero();
        assertThat(train("d.linear", "--ngrams", "9")).isEqualTo(Sluice.USAGE);
        assertThat(printed.toString()).contains("ngrams is 9, must be 1 to 5");
        assertThat(train("d.linear", "--text", "body")).isEqualTo(Sluice.USAGE);
    }
}
