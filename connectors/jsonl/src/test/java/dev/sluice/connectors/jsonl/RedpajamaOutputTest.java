package dev.sluice.connectors.jsonl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.connectors.OutputSchema;
import dev.sluice.connectors.RecordWriter;
import dev.sluice.operators.Document;
import dev.sluice.operators.Fields;
import dev.sluice.operators.Position;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Signals;
import dev.sluice.operators.Spans;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedpajamaOutputTest {
    private static final RedpajamaOutput FORMAT = new RedpajamaOutput(Codec.NONE, 6);

    private static OutputSchema schema(Map<String, Signal.Kind> signals) {
        return new OutputSchema("raw_content", "id", List.of(), signals);
    }

    private static String written(Document document, OutputSchema schema) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (RecordWriter writer = FORMAT.open(out, schema)) {
            writer.write(document);
            assertThat(writer.uncompressedBytes()).isPositive();
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void writesOneListOfTriplesForEachSignal() throws IOException {
        Map<String, Signal.Kind> kinds = new LinkedHashMap<>();
        kinds.put("language.code", Signal.Kind.LABEL);
        kinds.put("rps_doc_word_count", Signal.Kind.COUNT);
        kinds.put("rps_doc_num_sentences", Signal.Kind.NUMBER);
        kinds.put("rps_doc_ut1_blacklist", Signal.Kind.COUNT);
        kinds.put("rps_lines_num_words", Signal.Kind.SPANS);
        kinds.put("rps_lines_start_with_bulletpoint", Signal.Kind.SPANS);
        kinds.put("rps_lines_javascript_counts", Signal.Kind.SPANS);
        Document document = Document.of(
                        "2023-06/0000/en_head.json.gz/0",
                        "\uD83D\uDE00 one\ntwo",
                        Fields.of(Map.of("url", "https://example.org/", "language", "en", "nlines", 2L)),
                        Position.NONE)
                .withSignals(Signals.NONE.with(
                        new String[] {
                            "language.code",
                            "rps_doc_word_count",
                            "rps_doc_num_sentences",
                            "rps_lines_num_words",
                            "rps_lines_start_with_bulletpoint"
                        },
                        new Object[] {
                            "en",
                            3L,
                            1.0,
                            new Spans(new int[] {0, 6, 6, 9}, new double[] {2, 1}, true),
                            new Spans(new int[] {0, 0}, new double[] {Double.NaN}, false)
                        }));
        assertThat(written(document, schema(kinds)))
                .isEqualTo("{\"id\":\"2023-06/0000/en_head.json.gz/0\",\"id_int\":13812950656272331291,"
                        + "\"metadata\":{\"cc_segment\":null,\"cc_net_source\":null,\"url\":\"https://example.org/\","
                        + "\"source_domain\":null,\"language\":\"en\",\"snapshot_id\":null},"
                        + "\"quality_signals\":{\"rps_doc_word_count\":[[0,9,3]],\"rps_doc_num_sentences\":[[0,9,1.0]],"
                        + "\"rps_doc_ut1_blacklist\":[[0,9,null]],\"rps_lines_num_words\":[[0,6,2],[6,9,1]],"
                        + "\"rps_lines_start_with_bulletpoint\":[[0,0,null]],\"rps_lines_javascript_counts\":[]}}\n");
    }

    /** Expected: {@code int.from_bytes(sha1(id).digest()[:8], "little")}, with bytes above 127 and an id beyond ASCII. */
    @ParameterizedTest
    @CsvSource({
        "2023-06/0000/en_head.json.gz/1, 8127146984550315337",
        "2023-06/0000/en_head.json.gz/0, 13812950656272331291",
        "\u00e9, 9273124364394304959"
    })
    void numbersDocumentsByTheHashOfTheirId(String id, String expected) throws IOException {
        Document document = Document.of(id, "text", Fields.NONE, Position.NONE);
        assertThat(written(document, schema(Map.of()))).contains("\"id_int\":" + expected + ",\"metadata\"");
    }

    @Test
    void asksForSignals() {
        List<String> faults = new ArrayList<>();
        FORMAT.check(schema(Map.of("language.code", Signal.Kind.LABEL)), (key, message) -> faults.add(key));
        assertThat(faults).containsExactly("format");
        FORMAT.check(schema(Map.of("rps_doc_word_count", Signal.Kind.COUNT)), (key, message) -> faults.add(key));
        assertThat(faults).hasSize(1);
    }

    @Test
    void namesFilesAsPublished() {
        assertThat(new RedpajamaOutput(Codec.GZIP, 6).extension()).isEqualTo(".signals.json.gz");
    }
}
