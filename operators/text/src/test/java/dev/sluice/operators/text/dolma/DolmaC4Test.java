package dev.sluice.operators.text.dolma;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operators.Document;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Spans;
import dev.sluice.operators.Spec;
import dev.sluice.operators.testkit.Measured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DolmaC4Test {
    @TempDir
    private Path folder;

    private Measured measure(String text) throws IOException {
        Path list = Files.writeString(folder.resolve("bad.txt"), "heck\nsilly goose\n");
        Measured measured = Measured.everything();
        Spec.build(DolmaC4.class)
                .with(DolmaC4::badWordFile, list.toString())
                .build()
                .open(Resources.plain())
                .annotate(List.of(Document.of(text)), List.of(measured));
        return measured;
    }

    /** Words count as words, phrases wherever their letters stand, as {@code in} of Python finds them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "What the Heck is this?|true",
                "What the heck?|false",
                "heckle|false",
                "You Silly Goose.|true",
                "unsilly gooses|true",
                "silly  goose|false",
                "silly\tgoose|false",
                "silly|false"
            })
    void findsBadWordsAndPhrases(String text, boolean bad) throws IOException {
        assertThat(measure(text).get("has_naughty_word")).as(text).isEqualTo(bad);
    }

    @Test
    void spansArePlacesOfTheTextItself() throws IOException {
        Object few = measure("\u0130stanbul\nis a city").get("lines_with_too_few_words");
        assertThat(few).isEqualTo(new Spans(new int[] {0, 9}, new double[] {1}, false));
    }
}
