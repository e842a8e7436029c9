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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    /** What a file holds that was read by a mapping and written again, and how its first document was read. */
    private String reread(String text, @Nullable String id, List<String> fields, Document edited) throws IOException {
        OutputSchema schema = OutputSchema.of(List.of(new Mapping(text, id)), fields, Map.of());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (RecordWriter writer = new ParquetOutput(3, new ByteSize(1 << 20)).open(out, schema)) {
            writer.write(edited);
        }
        Blob blob = blob(out.toByteArray());
        Slice slice = new ParquetInput().split(blob, 1 << 20).get(0);
        try (RecordReader reader = new ParquetInput().open(blob, slice, new Mapping(text, null), Limits.DEFAULT)) {
            Fields read = ((RecordReader.Item.Good) Objects.requireNonNull(reader.next()))
                    .document()
                    .readFields();
            return read.names().stream()
                    .map(name -> name + "=" + read.get(name))
                    .collect(Collectors.joining(" "));
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // text, id, fields, the document's id, what is written
                "x,  x,  '',    a,   id=a x=new extra={\"id\":7;\"u\":1}",
                "id, id, '',    7,   document_id=7 id=new extra={\"x\":\"a\";\"u\":1}",
                "x,  -,  '',    h,   id=h x=new extra={\"id\":7;\"u\":1}",
                "x,  id, '',    7,   id=7 x=new extra={\"u\":1}",
                "x,  u,  '',    1,   u=1 x=new extra={\"id\":7}",
                "x,  id, id;x;u, 7,  id=7 x=new u=1 extra=null",
                "x,  u,  id,    1,   u=1 x=new id=7 extra=null",
            })
    void losesNoFieldToANameThatIsTaken(
            String text, @Nullable String id, String fields, String documentId, String expected) throws IOException {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("x", "a");
        values.put("id", 7L);
        values.put("u", 1L);
        Document document =
                Document.of(documentId, "a", Fields.of(values), Position.NONE).withText("new");
        List<String> declared = fields.isEmpty() ? List.of() : List.of(fields.split(";"));
        assertThat(reread(text, id, declared, document)).isEqualTo(expected.replace(';', ','));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "x, -, a;b, ''",
                "x, x, x;a, ''",
                "x, id, id, ''",
                "x, -, a;a, 'fields names ''a'', a second time'",
                "x, -, id, 'fields names ''id'', which is the column of the documents'' ids, and these are read from elsewhere'",
                "x, x, id, 'fields names ''id'', which is the column of the documents'' ids, and these are read from elsewhere'",
                "x, -, extra, 'fields names ''extra'', which is the column of all other fields'",
                "x, -, s, 'fields names ''s'', which is a signal or label with a column of its own'",
                "s, -, '', 'format has a column ''s'' already, which is a signal''s or label''s name too'",
                "extra, -, '', 'format has a column ''extra'' of its own, which the input takes for text or id'",
                "x, extra, '', 'format has a column ''extra'' of its own, which the input takes for text or id'",
            })
    void refusesTwoColumnsOfOneName(String text, @Nullable String id, String fields, String fault) {
        List<String> faults = new ArrayList<>();
        List<String> declared = fields.isEmpty() ? List.of() : List.of(fields.split(";"));
        OutputSchema schema = OutputSchema.of(List.of(new Mapping(text, id)), declared, Map.of("s", Signal.Kind.COUNT));
        new ParquetOutput(3, new ByteSize(1 << 20)).check(schema, (key, message) -> faults.add(key + " " + message));
        assertThat(String.join("\n", faults)).isEqualTo(fault);
    }

    /** A file of one row, with columns of several kinds. */
    private static byte[] mixed() throws IOException {
        MessageType type = MessageTypeParser.parseMessageType(
                "message row { optional binary text (STRING);"
                        + " optional int64 number; repeated int64 list; optional group map { optional binary inner (STRING); } }");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new StreamOutputFile(out))
                .withConf(new PlainParquetConfiguration())
                .withType(type)
                .build()) {
            Group row = new SimpleGroup(type);
            row.add("text", "é 😀");
            row.add("number", 5L);
            row.add("list", 1L);
            row.addGroup("map").add("inner", "a");
            writer.write(row);
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({
        "text, text, é 😀=é 😀",
        "map.inner, map.inner, a=a",
        "map.inner, text, é 😀=a",
        "text, map.inner, a=é 😀",
        "text, number, 5=é 😀",
        "text, list, id_not_scalar",
        "text, map, id_not_scalar",
        "number, number, text_not_string",
        "no, no, no_text",
        "text, no, no_id",
    })
    void oneFieldMayBeBothTextAndId(String text, String id, String expected) throws IOException {
        Blob blob = blob(mixed());
        Slice slice = new ParquetInput().split(blob, 1 << 20).get(0);
        try (RecordReader reader = new ParquetInput().open(blob, slice, new Mapping(text, id), Limits.DEFAULT)) {
            RecordReader.Item item = reader.next();
            String found = item instanceof RecordReader.Item.Good good
                    ? good.document().id() + "=" + good.document().text()
                    : item instanceof RecordReader.Item.Bad bad ? bad.reason() : "nothing";
            assertThat(found).isEqualTo(expected);
        }
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

    /** UTF-8 has no halves of surrogate pairs, so that a column would hold a question mark in their place. */
    @Test
    void keepsHalvesOfSurrogatePairsEscaped() throws IOException {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("title", "a\ud83d b");
        values.put("tags", List.of("\ude00", "😀"));
        values.put("note", "😀\ud83d");
        Document document = Document.of("1", "a", Fields.of(values), Position.NONE);
        assertThat(reread("text", null, List.of("title", "tags"), document))
                .isEqualTo("id=1 text=a title=null tags=[\"\\ude00\",\"😀\"]"
                        + " extra={\"title\":\"a\\ud83d b\",\"note\":\"😀\\ud83d\"}");
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
