package dev.sluice.operators.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.operators.models.ModelFormatException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Token counts of {@code tokenizer.json} files against those of the library that made them. */
class TokenizerFileTest {
    @TempDir
    private Path folder;

    private static Path resource(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(TokenizerFileTest.class.getResource("huggingface/" + name))
                .toURI());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"gpt2", "roberta", "llama3", "qwen", "o200k", "starcoder", "llama2", "metaspace", "clip", "bert"
            })
    void countsAsTheLibraryDoes(String name) throws IOException, URISyntaxException {
        TokenCounter counter = TokenCounter.of(resource(name + ".json"));
        ObjectMapper json = new ObjectMapper();
        for (String line : Files.readAllLines(resource("cases.jsonl"))) {
            JsonNode golden = json.readTree(line);
            String text = golden.path("text").asText();
            assertThat(counter.count(text))
                    .as(name + ": " + text)
                    .isEqualTo(golden.path("tokens").path(name).asInt());
            int[] named = new int[1];
            counter.each(text, id -> named[0]++);
            assertThat(named[0]).as(name + ": " + text).isEqualTo(counter.count(text));
        }
        assertThat(counter.count("")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"gpt2", "roberta", "llama3", "qwen", "o200k", "starcoder", "llama2", "metaspace", "clip", "bert"
            })
    void findsWhatRepeats(String name) throws URISyntaxException {
        TokenRepetition repetition = new TokenRepetition(TokenCounter.of(resource(name + ".json")));
        assertThat(repetition.most("What he said was" + " the cat".repeat(40) + ", no more"))
                .isEqualTo(40);
        assertThat(repetition.most("Nothing comes again here at all.")).isZero();
    }

    @Test
    void takesLongPiecesInTheirStride() throws URISyntaxException {
        String text = "ab".repeat(500_000);
        assertThat(TokenCounter.of(resource("llama3.json")).count(text)).isPositive();
        assertThat(TokenCounter.of(resource("llama2.json")).count(text)).isPositive();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gpt2 | \"type\":\"ByteLevel\" | \"type\":\"Unheard\" | of type 'Unheard', which is not supported",
                "llama3 | p{N}{1,3} | p{N}{1,4} | which is not one of the supported expressions",
                "bert | \"type\":\"BertNormalizer\" | \"type\":\"Precompiled\" | normalizer is of type 'Precompiled'",
                "bert | \"type\":\"WordPiece\" | \"type\":\"WordLevel\" | BPE and WordPiece are supported",
                "gpt2 | \"model\" | \"modell\" | there is no model with a vocab",
                "gpt2 | \"merges\" | \"merges\": 1, \"x\" | has a merges that is no list",
            })
    void refusesByNameWhatItDoesNotSupport(String name, String old, String other, String expected)
            throws IOException, URISyntaxException {
        String json = Files.readString(resource(name + ".json"));
        assertThat(json).contains(old);
        Path file = Files.writeString(folder.resolve("changed.json"), json.replace(old, other));
        assertThatThrownBy(() -> TokenCounter.of(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("changed.json")
                .hasMessageContaining(expected);
    }

    @Test
    void refusesWhatIsNoJson() throws IOException {
        Path file = Files.writeString(folder.resolve("cut.json"), "{\"model\": {\"vocab\": {");
        assertThatThrownBy(() -> TokenCounter.of(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("cut.json: JSON, character 21");
    }
}
