package dev.sluice.connectors.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.connectors.Blob;
import dev.sluice.connectors.CorruptInputException;
import dev.sluice.connectors.Limits;
import dev.sluice.connectors.Mapping;
import dev.sluice.connectors.OutputSchema;
import dev.sluice.connectors.RecordReader;
import dev.sluice.connectors.RecordWriter;
import dev.sluice.connectors.Slice;
import dev.sluice.operators.ByteSize;
import dev.sluice.operators.Document;
import dev.sluice.operators.Fields;
import dev.sluice.operators.Position;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Signals;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetFormatsTest {
    private static final OutputSchema SCHEMA =
            new OutputSchema("text", "id", List.of("lang"), Map.of("word_count.words", Signal.Kind.COUNT));

    @TempDir
    private Path folder;

    private static byte[] written(int documents, long rowGroupBytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (RecordWriter writer = new ParquetOutput(3, new ByteSize(rowGroupBytes)).open(out, SCHEMA)) {
            for (int i = 0; i < documents; i++) {
                Fields fields = Fields.of(Map.of("lang", "en", "meta", Map.of("n", (long) i)));
                Document document = Document.of("d" + i, "text " + i + " é😀 ".repeat(i % 50), fields, Position.NONE);
                writer.write(document.withSignals(Signals.NONE.with(
                        new String[] {"word_count.words"}, new Object[] {i % 2 == 0 ? (Long) (long) i : null})));
            }
        }
        return out.toByteArray();
    }

    private Blob blob(byte[] content) throws IOException {
        Path file = folder.resolve("a.parquet");
        Files.write(file, content);
        return Blob.ofFile(file, "a.parquet");
    }

    private static List<Document> read(Blob blob, long target) throws IOException {
        ParquetInput input = new ParquetInput();
        List<Document> documents = new ArrayList<>();
        for (Slice slice : input.split(blob, target)) {
            int before = documents.size();
            try (RecordReader reader = input.open(blob, slice, new Mapping("text", "id"), Limits.DEFAULT)) {
                for (RecordReader.Item item = reader.next(); item != null; item = reader.next()) {
                    assertThat(item).isInstanceOf(RecordReader.Item.Good.class);
                    documents.add(((RecordReader.Item.Good) item).document());
                }
            }
            assertThat(input.count(blob, slice, Limits.DEFAULT)).isEqualTo(documents.size() - before);
        }
        return documents;
    }

    @Test
    void readsWhatItWrote() throws IOException {
        List<Document> documents = read(blob(written(100, 64 << 20)), 1 << 20);
        assertThat(documents).hasSize(100);
        Document document = documents.get(42);
        assertThat(document.id()).isEqualTo("d42");
        assertThat(document.text()).isEqualTo("text 42" + " é😀 ".repeat(42));
        assertThat(document.position()).isEqualTo(new Position("a.parquet", 42));
        assertThat(document.field("lang")).isEqualTo("en");
        assertThat(document.field("extra")).isEqualTo("{\"meta\":{\"n\":42}}");
        assertThat(document.field("word_count.words")).isEqualTo(42L);
        assertThat(documents.get(41).field("word_count.words")).isNull();
    }

    @Test
    void writesTheSameBytesForTheSameDocuments() throws IOException {
        assertThat(written(500, 1 << 20)).isEqualTo(written(500, 1 << 20));
    }

    @Test
    void cutsAtRowGroupsAndReadsEachRowOnce() throws IOException {
        Blob blob = blob(written(20_000, 1_000_000));
        assertThat(new ParquetInput().split(blob, 1000).size()).isGreaterThan(2);
        List<Document> documents = read(blob, 1000);
        assertThat(documents).hasSize(20_000);
        for (int i = 0; i < documents.size(); i++) {
            assertThat(documents.get(i).position().offset()).isEqualTo(i);
            assertThat(documents.get(i).id()).isEqualTo("d" + i);
        }
    }

    @Test
    void refusesAFileThatIsNoParquet() throws IOException {
        Blob blob = blob("not a parquet file at all".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThatThrownBy(() -> new ParquetInput().split(blob, 1000))
                .isInstanceOf(CorruptInputException.class)
                .hasMessageContaining("a.parquet");
    }

    @Test
    void tellsWhichColumnsThereAreInPlaceOfTheText() throws IOException {
        Blob blob = blob(written(1, 1 << 20));
        Slice slice = new ParquetInput().split(blob, 1 << 20).get(0);
        try (RecordReader reader = new ParquetInput().open(blob, slice, new Mapping("body", "id"), Limits.DEFAULT)) {
            assertThat(reader.next())
                    .isInstanceOfSatisfying(
                            RecordReader.Item.Bad.class,
                            bad -> assertThat(bad.message())
                                    .startsWith("the file has no column 'body', only id, text"));
        }
    }
}
