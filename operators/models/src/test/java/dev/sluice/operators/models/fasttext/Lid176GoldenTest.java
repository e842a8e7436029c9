package dev.sluice.operators.models.fasttext;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.operators.testkit.Golden;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The published model of 176 languages, whose licence keeps it out of this repository, against fastText. */
class Lid176GoldenTest {
    private static final String PROPERTY = "sluice.lid176";

    @TestFactory
    Stream<DynamicTest> identifiesLanguagesAsFastTextDoes() {
        List<JsonNode> cases = Golden.cases("lid176_ftz.jsonl");
        Path given = Path.of(System.getProperty(
                PROPERTY, Golden.directory().resolve("models/lid.176.ftz").toString()));
        assumeTrue(
                Files.exists(given),
                () -> "the model lid.176.ftz is neither named by -D" + PROPERTY + "=FILE nor at " + given
                        + "; it is published with fastText under CC-BY-SA 3.0");
        FastTextModel model = FastTextModel.open(given);
        return cases.stream()
                .map(golden -> DynamicTest.dynamicTest(golden.path("id").asText(), () -> compare(model, golden)));
    }

    private static void compare(FastTextModel model, JsonNode golden) {
        String id = golden.path("id").asText();
        String text = golden.path("text").asText();
        JsonNode expected = golden.path("expected");
        FastTextScorer scorer = model.scorer();
        int five = scorer.classify(text, 5, 0);
        Predictions.compare(id + " top5", scorer, five, expected.path("top5"));
        int one = scorer.classify(text.toLowerCase(Locale.ROOT), 1, 0);
        Predictions.compare(id + " lowercased", scorer, one, Predictions.listOf(expected.path("lowercased_top1")));
    }
}
