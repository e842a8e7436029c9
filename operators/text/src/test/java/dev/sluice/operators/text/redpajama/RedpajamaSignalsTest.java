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
