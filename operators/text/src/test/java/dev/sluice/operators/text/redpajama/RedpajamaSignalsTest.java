package dev.sluice.operators.text.redpajama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.operators.Document;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Spec;
import dev.sluice.operators.testkit.Documents;
import dev.sluice.operators.testkit.Golden;
import dev.sluice.operators.testkit.Measured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedpajamaSignalsTest {
    @Test
    void takesCcnetsSignalsFromFields() {
        RedpajamaSignals operator = Spec.build(RedpajamaSignals.class)
                .with(RedpajamaSignals::ccnetFields, true)
                .with(RedpajamaSignals::only, List.of("ccnet_bucket", "ccnet_length", "ccnet_perplexity"))
                .build();
        Document document = Documents.of("a", "text", Map.of("bucket", "middle", "length", 798L, "perplexity", "n/a"));
        Measured measured = Measured.everything();
        operator.open(Resources.plain()).annotate(List.of(document), List.of(measured));
        assertThat(measured.toMap()).containsOnly(Map.entry("ccnet_bucket", 1.0), Map.entry("ccnet_length", 798.0));
    }

    private static final String STOP_WORDS = "rps_doc_stop_word_fraction";
    private static final String BAD_WORDS = "rps_doc_ldnoobw_words";

    private static Measured words(Spec.Builder<RedpajamaSignals> operator, Document document) {
        Measured measured = Measured.everything();
        operator.with(RedpajamaSignals::only, List.of(STOP_WORDS, BAD_WORDS))
                .build()
                .open(Resources.plain())
                .annotate(List.of(document), List.of(measured));
        return measured;
    }

    @Test
    void takesTheListsOfALanguage() {
        Document document = Documents.of("a", "das ist the porn und arsch", Map.of());
        assertThat(words(Spec.build(RedpajamaSignals.class), document).toMap())
                .containsOnly(Map.entry(STOP_WORDS, 0.16666667), Map.entry(BAD_WORDS, 0.0));
        assertThat(words(
                                Spec.build(RedpajamaSignals.class)
                                        .with(RedpajamaSignals::language, "de")
                                        .with(RedpajamaSignals::bundledBadWords, true),
                                document)
                        .toMap())
                .containsOnly(Map.entry(STOP_WORDS, 0.5), Map.entry(BAD_WORDS, 1.0));
        assertThatThrownBy(() -> Spec.build(RedpajamaSignals.class)
                        .with(RedpajamaSignals::language, "xx")
                        .build())
                .hasMessageContaining("is 'xx', there are lists of");
    }

    @Test
    void takesTheListsOfEachDocumentsLanguage() {
        for (boolean bad : new boolean[] {false, true}) {
            for (String[] one : new String[][] {
                {"en", "0.16666667", bad ? "1.0" : "0.0"},
                {"de", "0.5", bad ? "1.0" : "0.0"},
                {"sv", "0.0", "0.0"},
                {"xx", "null", "0.0"},
                {"", "0.16666667", bad ? "1.0" : "0.0"}
            }) {
                Map<String, Object> fields = one[0].isEmpty() ? Map.of() : Map.of("lang", one[0]);
                Document document = Documents.of("a", "das ist the porn und arsch", fields);
                Measured measured = words(
                        Spec.build(RedpajamaSignals.class)
                                .with(RedpajamaSignals::languageOf, "lang")
                                .with(RedpajamaSignals::bundledBadWords, bad),
                        document);
                assertThat(String.valueOf(measured.get(STOP_WORDS))).as(one[0]).isEqualTo(one[1]);
                assertThat(String.valueOf(measured.get(BAD_WORDS))).as(one[0]).isEqualTo(one[2]);
            }
        }
    }

    @Test
    void declaresOnlyWhatItsParametersAllow() {
        List<String> names = Spec.build(RedpajamaSignals.class).build().signals().stream()
                .map(Signal::name)
                .toList();
        assertThat(names).hasSize(29).noneMatch(name -> name.startsWith("ccnet_") || name.contains("_importance"));
        assertThatThrownBy(() -> Spec.build(RedpajamaSignals.class)
                        .with(RedpajamaSignals::only, List.of("ccnet_length", "rps_doc_books_importance"))
                        .build())
                .hasMessageContaining("needs ccnet_fields: true")
                .hasMessageContaining("needs the importance_files");
        List<String> files = List.of("ccnet.en.10000.counts.npy", "a/books.en.10000.counts.npy");
        assertThat(ImportanceSignals.provide(files, "rps_doc_books_importance")).isTrue();
        assertThat(ImportanceSignals.provide(files, "rps_doc_books_importance_length_correction"))
                .isFalse();
    }

    @TempDir
    private Path folder;

    private String copy(String golden, String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.copy(Golden.directory().resolve(golden), file).toString();
    }

    private static Map<String, Object> measure(Spec.Builder<RedpajamaSignals> operator, String language) {
        Document document = Documents.of("a", "the market report of the president", Map.of("lang", language));
        Measured measured = Measured.everything();
        operator.build().open(Resources.plain()).annotate(List.of(document), List.of(measured));
        return measured.toMap();
    }

    @Test
    void asksTheClassifiersOfEachDocumentsLanguage() throws IOException {
        List<String> files = List.of(
                copy("models/tiny_wikiref.bin", "en/wikiref.model.bin"),
                copy("models/tiny_palm.bin", "en/palm.bin"),
                copy("models/tiny_wikipedia.bin", "de/wikipedia.bin"));
        List<String> names = List.of("rps_doc_ml_palm_score", "rps_doc_ml_wikipedia_score", "rps_doc_ml_wikiref_score");
        Map<String, Object> all = measure(
                Spec.build(RedpajamaSignals.class)
                        .with(RedpajamaSignals::only, names)
                        .with(RedpajamaSignals::palmModel, files.get(1))
                        .with(RedpajamaSignals::wikipediaModel, files.get(2))
                        .with(RedpajamaSignals::wikirefModel, files.get(0)),
                "en");
        assertThat(all).containsOnlyKeys(names);
        Spec.Builder<RedpajamaSignals> own = Spec.build(RedpajamaSignals.class)
                .with(RedpajamaSignals::only, names)
                .with(RedpajamaSignals::classifierFiles, files);
        assertThat(measure(own, "de")).as("language: en").containsOnlyKeys(names.get(0), names.get(2));
        own.with(RedpajamaSignals::languageOf, "lang");
        assertThat(measure(own, "en"))
                .containsOnly(
                        Map.entry(names.get(0), all.get(names.get(0))), Map.entry(names.get(2), all.get(names.get(2))));
        assertThat(measure(own, "de")).containsOnly(Map.entry(names.get(1), all.get(names.get(1))));
        assertThat(measure(own, "fr")).isEmpty();
    }

    @Test
    void takesTheWeightsOfEachDocumentsLanguage() throws IOException {
        List<String> files = new ArrayList<>();
        for (String language : List.of("en", "de")) {
            String target = language.equals("en") ? "books" : "wikipedia";
            for (String name : List.of("ccnet", target)) {
                files.add(
                        copy("lists/dsir/" + name + ".en.1000.counts.npy", name + "." + language + ".1000.counts.npy"));
            }
        }
        List<String> names = List.of("rps_doc_books_importance", "rps_doc_wikipedia_importance");
        Spec.Builder<RedpajamaSignals> operator = Spec.build(RedpajamaSignals.class)
                .with(RedpajamaSignals::only, names)
                .with(RedpajamaSignals::importanceFiles, files);
        assertThatThrownBy(operator::build).hasMessageContaining("are of several languages (de, en)");
        operator.with(RedpajamaSignals::languageOf, "lang");
        assertThat(measure(operator, "en")).containsOnlyKeys("rps_doc_books_importance");
        assertThat(measure(operator, "de")).containsOnlyKeys("rps_doc_wikipedia_importance");
        assertThat(measure(operator, "fr")).isEmpty();
        Map<String, Object> alone = measure(
                Spec.build(RedpajamaSignals.class)
                        .with(RedpajamaSignals::only, names.subList(0, 1))
                        .with(RedpajamaSignals::importanceFiles, files.subList(0, 2)),
                "fr");
        assertThat(measure(operator, "en")).as("equal to those of one language").isEqualTo(alone);
    }

    @Test
    void takesWeightsThatNameNoLanguageForAllTexts() throws IOException {
        List<String> files = List.of(
                copy("lists/dsir/ccnet.en.1000.counts.npy", "ccnet.counts.npy"),
                copy("lists/dsir/books.en.1000.counts.npy", "books.en.1000.counts.npy"));
        Spec.Builder<RedpajamaSignals> operator = Spec.build(RedpajamaSignals.class)
                .with(RedpajamaSignals::only, List.of("rps_doc_books_importance"))
                .with(RedpajamaSignals::importanceFiles, files);
        assertThat(measure(operator, "fr")).containsOnlyKeys("rps_doc_books_importance");
        operator.with(RedpajamaSignals::languageOf, "lang");
        assertThatThrownBy(operator::build).hasMessageContaining("must name their language");
    }

    @ParameterizedTest
    @CsvSource({
        "palm.bin, expected LANGUAGE/NAME.bin",
        "en/books.bin, expected LANGUAGE/NAME.bin",
        "en/palm.bin en/palm.2.bin, holds two of the name 'palm' for en"
    })
    void refusesClassifiersThatItCannotPlace(String files, String fault) {
        assertThatThrownBy(() -> Spec.build(RedpajamaSignals.class)
                        .with(RedpajamaSignals::classifierFiles, List.of(files.split(" ")))
                        .build())
                .hasMessageContaining(fault);
    }
}
