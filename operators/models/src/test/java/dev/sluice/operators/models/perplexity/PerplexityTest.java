package dev.sluice.operators.models.perplexity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.operators.Document;
import dev.sluice.operators.Filter;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Spec;
import dev.sluice.operators.models.kenlm.LanguageModel;
import dev.sluice.operators.models.sentencepiece.SentencePieceModel;
import dev.sluice.operators.testkit.Documents;
import dev.sluice.operators.testkit.Golden;
import dev.sluice.operators.testkit.Measured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PerplexityTest {
    private static final Path ARPA = Golden.directory().resolve("models/tiny.arpa");
    private static final Path PIECES = Golden.directory().resolve("models/tiny.sp.model");

    @TempDir
    private Path folder;

    private static Measured measure(Perplexity operator, Document document) {
        Filter.Judge judge = operator.open(Resources.plain());
        Measured measured = Measured.untilVerdict();
        judge.judge(document, measured);
        return measured;
    }

    private static Perplexity with(Normalization normalization, List<String> pieces, @Nullable String cutoffs) {
        return new Perplexity(List.of(ARPA.toString()), pieces, normalization, null, cutoffs, null, null);
    }

    @Test
    void equalsThePerplexityOfKenlm() {
        Perplexity operator = with(Normalization.DATA_JUICER, List.of(), null);
        for (JsonNode golden : Golden.cases("kenlm_scores.jsonl")) {
            String text = golden.path("text").asText();
            double expected = golden.path("expected")
                    .path("tiny.arpa")
                    .path("perplexity_round1")
                    .asDouble();
            assertThat(measure(operator, Document.of(text)).get("value")).isEqualTo(text.isEmpty() ? 0.0 : expected);
        }
    }

    @Test
    void scoresPiecesAsTheWordsOfALine() {
        SentencePieceModel.Encoder encoder = SentencePieceModel.open(PIECES).encoder();
        LanguageModel.Scorer scorer = LanguageModel.open(ARPA).scorer();
        Perplexity operator = with(Normalization.CCNET, List.of(PIECES.toString()), null);
        for (String text : List.of("The cat sat on the mat.", "A dog ran, running!\nThe 猫 sat", "zzz QQQ éé 2024")) {
            List<String> pieces = encoder.pieces(Normalization.CCNET.prepare(text));
            double log10 = scorer.sentence(String.join(" ", pieces));
            double perplexity = Math.pow(10, -log10 / (pieces.size() + 1));
            assertThat((Double) measure(operator, Document.of(text)).get("value"))
                    .isEqualTo(Math.rint(perplexity * 10) / 10);
        }
    }

    @ParameterizedTest
    @CsvSource({"CCNET,", "DATATROVE, 1.0", "DCLM, 1.0", "DATA_JUICER, 0.0"})
    void treatsTextsWithoutPiecesAsItsToolDoes(Normalization normalization, @Nullable Double expected)
            throws IOException {
        Path certain = Files.writeString(folder.resolve("en.arpa"), """
                \\data\\
                ngram 1=2
                ngram 2=1

                \\1-grams:
                -99 <s>
                -1 </s>

                \\2-grams:
                0 <s> </s>

                \\end\\
                """);
        Perplexity operator = new Perplexity(
                List.of(certain.toString()), List.of(PIECES.toString()), normalization, null, null, null, null);
        Measured measured = measure(operator, Document.of(" \u200b "));
        assertThat(measured.get("value")).isEqualTo(expected);
        assertThat(measured.get("bucket")).isEqualTo(expected == null ? "all" : "head");
    }

    @Test
    void choosesModelAndCutoffsByLanguage() throws IOException {
        Path english = Files.copy(ARPA, folder.resolve("en.arpa"));
        Path german = Files.writeString(
                folder.resolve("de.arpa"), Files.readString(ARPA).replace("▁cat", "▁katze"));
        Path cutoffs = Files.writeString(folder.resolve("cutoffs.tsv"), "# language head middle\nen 2 5\nde 5 900\n");
        Perplexity operator = new Perplexity(
                List.of(english.toString(), german.toString()),
                List.of(),
                Normalization.CCNET,
                "lang",
                cutoffs.toString(),
                null,
                null);
        Map<String, String> buckets = Map.of("en", "head", "de", "middle", "fr", "all");
        buckets.forEach((language, bucket) -> {
            Document document = Documents.of(language, "▁the ▁cat ▁sat ▁on ▁the ▁mat .", Map.of("lang", language));
            assertThat(measure(operator, document).get("bucket")).as(language).isEqualTo(bucket);
        });
        assertThat(measure(operator, Document.of("no language")).toMap()).containsOnly(Map.entry("bucket", "all"));
    }

    @Test
    void refusesWhatCannotWork() throws IOException {
        Path cutoffs = Files.writeString(folder.resolve("cutoffs.tsv"), "en 5 2\n");
        assertThatThrownBy(() ->
                        with(Normalization.CCNET, List.of(), cutoffs.toString()).open(Resources.plain()))
                .hasMessageContaining("cutoffs.tsv, line 1");
        assertThatThrownBy(() -> Spec.of(Perplexity.class)
                        .verify(new Perplexity(
                                List.of("a", "b"), List.of(), Normalization.CCNET, null, null, 5.0, 2.0)))
                .hasMessageContaining("language is missing")
                .hasMessageContaining("max is 2.0, below min (5.0)");
    }
}
