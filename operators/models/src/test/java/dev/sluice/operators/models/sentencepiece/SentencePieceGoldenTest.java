package dev.sluice.operators.models.sentencepiece;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.operators.testkit.Golden;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Pieces and ids against the library's. */
class SentencePieceGoldenTest {
    @TestFactory
    Stream<DynamicTest> cutsAsTheLibraryDoes() {
        SentencePieceModel model = SentencePieceModel.open(Golden.directory().resolve("models/tiny.sp.model"));
        SentencePieceModel.Encoder encoder = model.encoder();
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode golden : Golden.cases("sentencepiece.jsonl")) {
            String id = golden.path("id").asText();
            tests.add(DynamicTest.dynamicTest(id, () -> {
                List<String> pieces = new ArrayList<>();
                List<Integer> ids = new ArrayList<>();
                golden.path("expected").path("pieces").forEach(piece -> pieces.add(piece.asText()));
                golden.path("expected").path("ids").forEach(piece -> ids.add(piece.asInt()));
                String text = golden.path("text").asText();
                assertThat(encoder.pieces(text)).as(id).isEqualTo(pieces);
                SentencePieceModel.Cuts cuts = encoder.encode(text);
                List<Integer> found = new ArrayList<>();
                for (int i = 0; i < cuts.size(); i++) {
                    found.add(cuts.id(i));
                }
                assertThat(found).as(id).isEqualTo(ids);
            }));
        }
        return tests.stream();
    }
}
