package dev.sluice.operators.models.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.operators.Document;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Signals;
import dev.sluice.operators.Spec;
import dev.sluice.operators.Values;
import dev.sluice.operators.Vector;
import dev.sluice.operators.models.ModelFormatException;
import dev.sluice.operators.testkit.Golden;
import dev.sluice.operators.testkit.Measured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddingSimilarityTest {
    private static final String MODEL =
            Golden.directory().resolve("models/tiny_palm.bin").toString();

    @TempDir
    private Path folder;

    private String targets(String... records) throws IOException {
        return Files.write(folder.resolve("targets.jsonl"), List.of(records)).toString();
    }

    private static Document document(float... vector) {
        return Document.of("text")
                .withSignals(Signals.NONE.with(new String[] {"embed.vector"}, new Object[] {Vector.of(vector)}));
    }

    private static Object similarity(EmbeddingSimilarity filter, Document document) {
        Measured measured = Measured.untilVerdict();
        filter.open(Resources.plain()).judge(document, measured);
        return measured.get("similarity");
    }

    private static Spec.Builder<EmbeddingSimilarity> with(String targets) {
        return Spec.build(EmbeddingSimilarity.class).with(EmbeddingSimilarity::targets, targets);
    }

    /** Targets (3, 4) and (0, -2): cosines to (2, 0) are 0.6 and 0, the mean of the unit vectors is (0.3, -0.1). */
    @Test
    void joinsTheSimilaritiesToAllTargets() throws IOException {
        String targets = targets("{\"vector\": [3, 4]}", "", "{\"signals\": {\"embed.vector\": [0.0, -2.0]}}");
        for (EmbeddingSimilarity.Aggregate aggregate : EmbeddingSimilarity.Aggregate.values()) {
            EmbeddingSimilarity filter = with(targets)
                    .with(EmbeddingSimilarity::aggregate, aggregate)
                    .build();
            double expected = switch (aggregate) {
                case MAX -> 0.6;
                case MEAN -> 0.3;
                case CENTROID -> 0.3 / Math.sqrt(0.1);
            };
            assertThat((Double) similarity(filter, document(2, 0))).isCloseTo(expected, within(5e-9));
        }
    }

    @ParameterizedTest
    @CsvSource({"0.6, 0.6, ", "0.61, 1, LOW_SIMILARITY", "-1, 0.59, HIGH_SIMILARITY"})
    void keepsWhatLiesWithinBounds(double min, double max, EmbeddingSimilarity.Reason reason) throws IOException {
        EmbeddingSimilarity filter = with(targets("{\"vector\": [3, 4]}"))
                .with(EmbeddingSimilarity::minSimilarity, min)
                .with(EmbeddingSimilarity::maxSimilarity, max)
                .build();
        assertThat(filter.open(Resources.plain())
                        .judge(document(2, 0), Measured.untilVerdict())
                        .reason())
                .isEqualTo(reason);
    }

    @Test
    void findsTextsThatAreTargets() throws IOException {
        String text = "The market report of the president";
        String targets = targets("{\"text\": \"buy cheap now\"}", "{\"text\": \"" + text + "\"}");
        EmbeddingSimilarity filter =
                with(targets).with(EmbeddingSimilarity::model, MODEL).build();
        Embed embed = Spec.build(Embed.class).with(Embed::model, MODEL).build();
        Measured measured = Measured.untilVerdict();
        embed.open(Resources.plain()).annotate(List.of(Document.of(text)), List.<Values>of(measured));
        Vector vector = (Vector) measured.get("vector");
        assertThat(vector).isNotNull();
        assertThat(similarity(filter, document(vector.toArray()))).isEqualTo(1.0);
    }

    @Test
    void namesTheRecordThatIsNoTarget() throws IOException {
        refuses("line 2: holds a text and no vector, and no model", "{\"vector\": [1]}", "{\"text\": \"a\"}");
        refuses("line 2: the vector has 1 numbers, those before it 2", "{\"vector\": [1, 2]}", "{\"vector\": [1]}");
        refuses("line 1: the vector has no direction", "{\"vector\": [0, 0]}");
        refuses("line 1: the vector holds x, expected a number", "{\"vector\": [\"x\"]}");
        refuses("line 1: holds neither 'vector' nor 'text'", "{}");
        refuses("holds no target", "");
    }

    private void refuses(String message, String... records) throws IOException {
        EmbeddingSimilarity filter = with(targets(records)).build();
        assertThatThrownBy(() -> filter.open(Resources.plain()))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesVectorsOfAnotherModel() throws IOException {
        EmbeddingSimilarity filter = with(targets("{\"vector\": [1, 2, 3]}")).build();
        assertThatThrownBy(() -> similarity(filter, document(1, 2)))
                .hasMessageContaining("has 2 numbers, the targets have 3");
    }
}
