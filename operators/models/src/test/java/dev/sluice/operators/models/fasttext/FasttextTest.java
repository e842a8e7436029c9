package dev.sluice.operators.models.fasttext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.operators.Document;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Spans;
import dev.sluice.operators.Spec;
import dev.sluice.operators.Verdict;
import dev.sluice.operators.testkit.Golden;
import dev.sluice.operators.testkit.Measured;
import dev.sluice.text.SentenceSplitter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FasttextTest {
    private static final String GOOD = "A report of the president and the minister.";
    private static final String BAD = "Buy cheap now, free shipping, click here";

    private static Spec.Builder<Fasttext> with(String model) {
        return Spec.build(Fasttext.class)
                .with(
                        Fasttext::model,
                        Golden.directory().resolve("models/" + model).toString());
    }

    private static Measured measure(Fasttext operator, String text) {
        Measured measured = Measured.everything();
        operator.open(Resources.plain()).judge(Document.of(text), measured);
        return measured;
    }

    @TestFactory
    Stream<DynamicTest> equalsTheClassifierScoresOfRedpajama() {
        List<DynamicTest> tests = new ArrayList<>();
        for (String name : List.of("wikiref", "palm", "wikipedia")) {
            String signal = "rps_doc_ml_" + name + "_score";
            Fasttext operator = with("tiny_" + name + ".bin")
                    .with(Fasttext::negativeLabel, "cc")
                    .with(Fasttext::preparation, TextPreparation.RPV2)
                    .with(Fasttext::publishAs, signal)
                    .build();
            for (JsonNode golden : Golden.cases("redpajama_signals.jsonl")) {
                JsonNode value = golden.path("expected").path(signal).path(0).path(2);
                String id = golden.path("id").asText() + " " + signal;
                tests.add(DynamicTest.dynamicTest(id, () -> {
                    Double score = (Double)
                            measure(operator, golden.path("text").asText()).get(signal);
                    if (value.isNull() || value.isMissingNode()) {
                        assertThat(score).as(id).isNull();
                    } else {
                        assertThat(score).as(id).isCloseTo(value.asDouble(), within(1e-5));
                    }
                }));
            }
        }
        return tests.stream();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NEWLINE_TO_SPACE | ' A\\r\\nb\\n '       | ' A\\r b  '",
                "CCNET            | ' A\\r\\nb\\n '       | ' A\\rb '",
                "DATA_JUICER      | ' Aİ\\nb\\n '         | ' ai̇ b  '",
                "RPV2             | ' A\\r\\nb\\u2028\\n' | 'A b'",
                "RPV2             | 'A\\n\\nb\\u001cc'    | 'A  b c'",
                "RPV2             | '\\n'                 | ''",
                "DCLM             | '\\n A\\nb \\nc\\n'   | 'A b  c'",
                "DCLM             | ' \\n '               | ''",
                "DOLMA            | '\\n A\\u00a0\\tb \\nc\\n' | 'A b c'",
                "DOLMA            | ' \\n '               | ''",
            })
    void preparesTextsAsItsToolDoes(TextPreparation preparation, String text, String line) {
        String escaped =
                text.replace("\\u2028", "\u2028").replace("\\u001c", "\u001c").replace("\\u00a0", "\u00a0");
        assertThat(preparation.line(escaped.translateEscapes())).isEqualTo(line.translateEscapes());
    }

    @Test
    void scoresTheLabelThatIsAskedFor() {
        Fasttext any = with("tiny_palm.bin").build();
        assertThat(measure(any, GOOD).get("label")).isEqualTo("palm");
        double palm = (Double) measure(any, GOOD).get("score");
        Fasttext cc = with("tiny_palm.bin").with(Fasttext::label, "cc").build();
        assertThat(measure(cc, GOOD).get("label")).isEqualTo("palm");
        assertThat((Double) measure(cc, GOOD).get("score")).isCloseTo(1 - palm, within(1e-4));
        Fasttext both = with("tiny_palm.bin")
                .with(Fasttext::report, List.of("__label__palm", "cc"))
                .build();
        assertThat(measure(both, GOOD).get("palm")).isEqualTo(palm);
        assertThat(measure(both, GOOD).get("cc")).isEqualTo(measure(cc, GOOD).get("score"));
    }

    @Test
    void scoresLinesAndSentencesAlone() {
        Fasttext lines = with("tiny_palm.bin")
                .with(Fasttext::label, "cc")
                .with(Fasttext::each, Piece.LINE)
                .build();
        Measured measured = measure(lines, "\ud83d\ude00 " + GOOD + "\n\n" + BAD + "\n");
        Spans pieces = (Spans) measured.get("pieces");
        assertThat(pieces).isNotNull();
        assertThat(pieces.size()).isEqualTo(2);
        assertThat(pieces.start(1)).isEqualTo(GOOD.length() + 4);
        assertThat(pieces.end(1)).isEqualTo(GOOD.length() + 4 + BAD.length());
        Fasttext whole = with("tiny_palm.bin").with(Fasttext::label, "cc").build();
        assertThat(pieces.score(1)).isEqualTo(measure(whole, BAD).get("score"));
        assertThat(measured.get("score")).isEqualTo(pieces.score(1));
        assertThat(measured.get("label")).isEqualTo("cc");
        Fasttext sentences = with("tiny_palm.bin")
                .with(Fasttext::label, "cc")
                .with(Fasttext::each, Piece.SENTENCE)
                .build();
        Spans two = (Spans) measure(sentences, GOOD + " " + BAD).get("pieces");
        assertThat(two).isNotNull();
        assertThat(two.size()).isEqualTo(2);
        assertThat(two.score(1)).isEqualTo(pieces.score(1));
    }

    @Test
    void tellsSentencesAsWanted() {
        String text = "No. 5 met J. Smith at\nthe mill. It rained";
        assertThat(sentences(SentenceSplitter.TERMINAL, text))
                .isEqualTo("[No.] [5 met J. Smith at] [the mill.] [It rained]");
        assertThat(sentences(SentenceSplitter.PUNKT, text))
                .isEqualTo("[No.] [5 met J. Smith at\nthe mill.] [It rained]");
    }

    private static String sentences(SentenceSplitter splitter, String text) {
        Fasttext operator = with("tiny_palm.bin")
                .with(Fasttext::each, Piece.SENTENCE)
                .with(Fasttext::splitter, splitter)
                .build();
        Spans pieces = (Spans) measure(operator, text).get("pieces");
        StringBuilder cut = new StringBuilder();
        for (int i = 0; pieces != null && i < pieces.size(); i++) {
            cut.append(i == 0 ? "[" : " [")
                    .append(text, pieces.start(i), pieces.end(i))
                    .append(']');
        }
        return cut.toString();
    }

    @Test
    void keepsWhatLiesWithinBounds() {
        Fasttext.Reason low = Fasttext.Reason.TOO_LOW;
        Fasttext min = with("tiny_palm.bin")
                .with(Fasttext::negativeLabel, "__label__cc")
                .with(Fasttext::min, 0.018112)
                .build();
        assertThat(min.open(Resources.plain()).judge(Document.of(GOOD), Measured.untilVerdict()))
                .isEqualTo(Verdict.KEEP);
        assertThat(min.open(Resources.plain())
                        .judge(Document.of((BAD + " ").repeat(9)), Measured.untilVerdict())
                        .reason())
                .isEqualTo(low);
    }

    @Test
    void namesTheLabelsThatThereAre() {
        Fasttext wrong =
                with("tiny_trigram_softmax.ftz").with(Fasttext::label, "eng").build();
        assertThatThrownBy(() -> wrong.open(Resources.plain()))
                .hasMessageContaining("label is 'eng'")
                .hasMessageContaining("did you mean 'en'?");
    }
}
