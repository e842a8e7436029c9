package dev.sluice.operators.models.kenlm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.operators.models.ModelFormatException;
import dev.sluice.operators.testkit.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageModelTest {
    private static final String SENTENCE = "▁the ▁cat ▁sat ▁on ▁the ▁mat . zzz ▁猫 0 0";

    @TempDir
    private Path folder;

    private LanguageModel arpa(String text) throws IOException {
        return LanguageModel.open(Files.writeString(folder.resolve("model.arpa"), text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tiny.probing.bin",
                "tiny.trie.bin",
                "tiny.qtrie.bin",
                "tiny.atrie.bin",
                "tiny.qatrie.bin",
                "tiny.arpa"
            })
    void refusesTruncatedFilesByNameAndPlace(String name) throws IOException {
        byte[] whole = Files.readAllBytes(Golden.directory().resolve("models/" + name));
        Path file = folder.resolve(name);
        int refused = 0;
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            try {
                LanguageModel.open(file).scorer().sentence(SENTENCE); // the strings at the end are not needed
            } catch (ModelFormatException fault) {
                assertThat(fault.getMessage()).contains(name).containsPattern("byte \\d+|line \\d+");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(whole.length / 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tiny.probing.bin",
                "tiny.trie.bin",
                "tiny.qtrie.bin",
                "tiny.atrie.bin",
                "tiny.qatrie.bin",
                "tiny.arpa"
            })
    void survivesDamagedFiles(String name) throws IOException {
        byte[] whole = Files.readAllBytes(Golden.directory().resolve("models/" + name));
        SplittableRandom random = new SplittableRandom(1);
        for (int trial = 0; trial < 2000; trial++) {
            byte[] damaged = whole.clone();
            for (int i = 0; i <= trial % 4; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Path file = Files.write(folder.resolve(trial + name), damaged);
            try {
                LanguageModel.open(file).scorer().sentence(SENTENCE);
            } catch (ModelFormatException expected) {
                assertThat(expected.getMessage()).contains(name);
            }
            Files.delete(file);
        }
    }

    @Test
    void readsCarriageReturnsCommentsTabsAndUnknownWords() throws IOException {
        LanguageModel model = arpa("""
                # made by hand

                \\data\\
                ngram 1=3
                ngram 2=2

                \\1-grams:
                -99\t<s>\t-0.5
                -1\t</s>
                0.5\tword\t-0.25

                \\2-grams:
                -0.125\t<s>\tword
                -0.5 word </s>

                \\end\\
                """.replace("\n", "\r\n"));
        LanguageModel.Scorer scorer = model.scorer();
        assertThat(scorer.sentence("word")).isEqualTo(-0.125f - 0.5f);
        assertThat(scorer.sentence("")).isEqualTo(-0.5f - 1);
        assertThat(scorer.sentence("nowhere")).isEqualTo(-0.5f - 100 - 1);
        assertThat(scorer.sentence("word word")).isEqualTo(-0.125f - 0.25f + 0 - 0.5f);
        assertThat(model.words("word\0word")).hasSize(2);
    }

    @Test
    void findsLongNgramsWhoseEndsArePruned() throws IOException {
        LanguageModel model = arpa("""
                \\data\\
                ngram 1=5
                ngram 2=2
                ngram 3=1

                \\1-grams:
                -99 <s> -0.5
                -1 </s>
                -1 a -0.25
                -1 b -0.125
                -1 c

                \\2-grams:
                -0.5 <s> a -0.0625
                -0.75 a b -0.5

                \\3-grams:
                -0.25 a b c

                \\end\\
                """);
        assertThat(model.words("a b c").get(2).matched()).isEqualTo(3);
        assertThat(model.words("a b c").get(2).log10()).isEqualTo(-0.25f);
        assertThat(model.words("b c").get(1).log10()).isEqualTo(-1.125f);
    }

    @ParameterizedTest
    @CsvSource({
        "'plain text', 'neither a binary model nor an ARPA file'",
        "'\\data\\\nngram 1=1\n\n\\1-grams:\n-1 a\n\n\\end\\\n', 'the order is 2 at least'",
        "'\\data\\\nngram 1=99999999999\nngram 2=1\n', 'there cannot be 99999999999 1-grams'",
        "'\\data\\\nngram 1=1\nngram 2=1\n\n\\1-grams:\n-1 a\n\n\\2-grams:\n-1 a b\n\n\\end\\\n', 'not among the 1-grams'",
        "'\\data\\\nngram 1=2\nngram 2=1\n\n\\1-grams:\n-1 a\n-1 a\n\n\\2-grams:\n-1 a a\n\n\\end\\\n', 'stands twice'",
        "'\\data\\\nngram 1=1\nngram 2=1\n\n\\1-grams:\nx a\n\n\\2-grams:\n-1 a a\n\n\\end\\\n', 'no number'",
        "'\\data\\\nngram 1=1\nngram 2=1\n\n\\1-grams:\n-1 a\n\n\\2-grams:\n-1 a a\n\n\\end\\\n', 'does not know <s>'",
    })
    void saysWhatIsWrongWithText(String text, String expected) {
        assertThatThrownBy(() -> arpa(text))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("model.arpa")
                .hasMessageContaining(expected);
    }
}
