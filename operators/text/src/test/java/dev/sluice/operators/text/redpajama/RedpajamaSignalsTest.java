package dev.sluice.operators.text.redpajama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.operators.Document;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Spec;
import dev.sluice.operators.testkit.Documents;
import dev.sluice.operators.testkit.Measured;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
}
