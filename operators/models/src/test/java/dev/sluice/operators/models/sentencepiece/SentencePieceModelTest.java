package dev.sluice.operators.models.sentencepiece;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.operators.models.ModelFormatException;
import dev.sluice.operators.testkit.Golden;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentencePieceModelTest {
    @TempDir
    private Path folder;

    private static Path resource(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(SentencePieceModelTest.class.getResource(name))
                .toURI());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bpe", "unigram"})
    void spellsUnknownCharactersAndKeepsPiecesOfTheUser(String name) throws IOException, URISyntaxException {
        SentencePieceModel model = SentencePieceModel.open(resource(name + ".model"));
        SentencePieceModel.Encoder encoder = model.encoder();
        ObjectMapper json = new ObjectMapper();
        for (String line : Files.readAllLines(resource(name + ".jsonl"))) {
            JsonNode golden = json.readTree(line);
            List<String> pieces = new ArrayList<>();
            golden.path("pieces").forEach(piece -> pieces.add(piece.asText()));
            assertThat(encoder.pieces(golden.path("text").asText())).isEqualTo(pieces);
            SentencePieceModel.Cuts cuts = encoder.encode(golden.path("text").asText());
            for (int i = 0; i < cuts.size(); i++) {
                assertThat(cuts.id(i)).isEqualTo(golden.path("ids").path(i).asInt());
            }
        }
    }

    @Test
    void takesTimeLinearInTheText() throws URISyntaxException {
        String text = "zzzzzzzz ".repeat(200_000);
        for (String name : List.of("bpe", "unigram")) {
            SentencePieceModel.Encoder encoder =
                    SentencePieceModel.open(resource(name + ".model")).encoder();
            assertThat(encoder.encode(text).size()).isGreaterThan(200_000);
        }
    }

    @Test
    void refusesDamagedFilesWithAClearFault() throws IOException {
        byte[] whole = Files.readAllBytes(Golden.directory().resolve("models/tiny.sp.model"));
        SplittableRandom random = new SplittableRandom(1);
        for (int trial = 0; trial < 300; trial++) {
            byte[] damaged = trial % 2 == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
            for (int i = 0; i < 8 && damaged.length > 0; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Path file = Files.write(folder.resolve(trial + ".model"), damaged);
            try {
                SentencePieceModel.open(file).encoder().encode("the cat sat on the mat \ufb01 \u00e9e\u0301 \u3000");
            } catch (ModelFormatException fault) {
                assertThat(fault.getMessage()).contains(trial + ".model");
            }
            Files.delete(file);
        }
    }
}
