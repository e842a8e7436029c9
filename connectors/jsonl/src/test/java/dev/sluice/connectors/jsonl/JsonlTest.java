package dev.sluice.connectors.jsonl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import dev.sluice.connectors.Blob;
import dev.sluice.connectors.CorruptInputException;
import dev.sluice.connectors.FieldsCodec;
import dev.sluice.connectors.Limits;
import dev.sluice.connectors.Mapping;
import dev.sluice.connectors.OutputSchema;
import dev.sluice.connectors.RecordReader;
import dev.sluice.connectors.RecordWriter;
import dev.sluice.connectors.Slice;
import dev.sluice.operators.Document;
import dev.sluice.operators.Fields;
import dev.sluice.operators.Position;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Signals;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonlTest {
    private static final Mapping MAPPING = new Mapping("text", "id");
    private static final OutputSchema PLAIN = new OutputSchema("text", "id", List.of(), Map.of());

    @TempDir
    private Path folder;

    private Blob blob(byte[] content) throws IOException {
        Path file = folder.resolve("in.jsonl");
        Files.write(file, content);
        return Blob.ofFile(file, "in.jsonl");
    }

    private static List<RecordReader.Item> read(Blob blob, Slice slice, Mapping mapping, Limits limits)
            throws IOException {
        List<RecordReader.Item> items = new ArrayList<>();
        try (RecordReader reader = new JsonlInput().open(blob, slice, mapping, limits)) {
            for (RecordReader.Item item = reader.next(); item != null; item = reader.next()) {
                items.add(item);
            }
        }
        return items;
    }

    private List<RecordReader.Item> read(byte[] content, Limits limits) throws IOException {
        Blob blob = blob(content);
        return read(blob, Slice.whole("in.jsonl", content.length), MAPPING, limits);
    }

    private RecordReader.Item one(String line) throws IOException {
        List<RecordReader.Item> items = read(line.getBytes(StandardCharsets.UTF_8), Limits.DEFAULT);
        assertThat(items).hasSize(1);
        return items.get(0);
    }

    private Document good(String line) throws IOException {
        RecordReader.Item item = one(line);
        assertThat(item).isInstanceOf(RecordReader.Item.Good.class);
        return ((RecordReader.Item.Good) item).document();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"text\": \"cut | invalid_json",
                "{\"text\": \"a\"} trailing | invalid_json",
                "[1, 2] | invalid_json",
                "{\"id\": \"x\"} | no_text",
                "{\"text\": null} | text_not_string",
                "{\"text\": 4} | text_not_string",
                "{\"text\": [\"a\"]} | text_not_string",
                "{\"text\": \"a\", \"text\": \"b\"} | invalid_json",
                "{\"id\": {\"text\": \"b\"}, \"text\": \"a\"} | id_not_scalar",
                "{\"text\": \"a\", \"id\": [\"b\"]} | id_not_scalar",
                "{\"text\": \"\\ud83d alone\"} | invalid_utf8"
            })
    void sendsBadRecordsAsideEachWithItsReason(String line, String reason) throws IOException {
        RecordReader.Item item = one(line.strip());
        assertThat(item).isInstanceOf(RecordReader.Item.Bad.class);
        assertThat(((RecordReader.Item.Bad) item).reason()).isEqualTo(reason.strip());
    }

    @Test
    void survivesDeepNestingAndHugeNumbers() throws IOException {
        String deep = "{\"text\": \"a\", \"deep\": " + "[".repeat(10_000) + "]".repeat(10_000) + "}";
        assertThat(((RecordReader.Item.Bad) one(deep)).message())
                .startsWith("Document nesting depth")
                .doesNotContain("`");
        assertThat(((RecordReader.Item.Bad) one("\0\0")).message())
                .contains("CTRL-CHAR")
                .doesNotContain("byte -1");
        Document document = good("{\"text\": \"a\", \"n\": 1e400, \"big\": 123456789012345678901234567890}");
        assertThat(String.valueOf(document.field("n"))).isEqualTo("1E+400");
        assertThat(String.valueOf(document.field("big"))).isEqualTo("123456789012345678901234567890");
    }

    @Test
    void findsNestedTextAndPrefersExactNames() throws IOException {
        byte[] line = "{\"a\": {\"b\": \"nested\", \"id\": 7}}".getBytes(StandardCharsets.UTF_8);
        Blob blob = blob(line);
        Slice whole = Slice.whole("in.jsonl", line.length);
        RecordReader.Item item =
                read(blob, whole, new Mapping("a.b", "a.id"), Limits.DEFAULT).get(0);
        Document document = ((RecordReader.Item.Good) item).document();
        assertThat(document.text()).isEqualTo("nested");
        assertThat(document.id()).isEqualTo("7");
        Document exact = good("{\"text\": \"a\", \"x.y\": 1, \"x\": {\"y\": 2}}");
        assertThat(exact.field("x.y")).isEqualTo(1L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "x | x | {\"x\": \"a b\", \"id\": 7} | a b=a b",
                "x | x | {\"id\": 7, \"x\": \"caf\\u00e9 \\ud83d\\ude00\"} | café 😀=café 😀",
                "x | x | {\"x\": \"\"} | =",
                "x | x | {\"x\": 5} | text_not_string",
                "x | x | {\"x\": null} | text_not_string",
                "x | x | {\"id\": \"x\"} | no_text",
                "x | x | {\"x\": \"a\", \"x\": \"a\"} | invalid_json",
                "x | x | {\"x\": \"\\ud83d\"} | invalid_utf8",
                "a.b | a.b | {\"a\": {\"b\": \"inner\", \"id\": 7}} | inner=inner",
                "a.b | a.b | {\"a\": {\"b\": \"inner\"}, \"a.b\": \"exact\"} | exact=exact",
                "a.b | a.c | {\"a\": {\"b\": \"text\", \"c\": \"id\"}} | id=text",
                "a.b | a | {\"a.b\": \"text\", \"a\": 3} | 3=text",
                "a.b | a | {\"a\": {\"b\": \"text\"}} | id_not_scalar",
                "text | id | {\"text\": \"t\", \"id\": \"\\ud83d\"} | invalid_utf8",
            })
    void oneFieldMayBeBothTextAndId(String text, String id, String line, String expected) throws IOException {
        byte[] record = line.getBytes(StandardCharsets.UTF_8);
        RecordReader.Item item = read(
                        blob(record), Slice.whole("in.jsonl", record.length), new Mapping(text, id), Limits.DEFAULT)
                .get(0);
        String found = item instanceof RecordReader.Item.Good good
                ? good.document().id() + "=" + good.document().text()
                : ((RecordReader.Item.Bad) item).reason();
        assertThat(found).isEqualTo(expected == null ? "=" : expected);
    }

    @Test
    void replacesHalvesOfSurrogatePairsInTextAndIdAlike() throws IOException {
        Limits base = Limits.DEFAULT;
        Limits replacing =
                new Limits(base.maxDocumentBytes(), base.maxRecordBytes(), base.maxDepth(), base.maxExpansion(), true);
        byte[] line = "{\"text\": \"a\\ud83d\", \"id\": \"\\ude00b\"}".getBytes(StandardCharsets.UTF_8);
        for (String id : List.of("id", "text")) {
            RecordReader.Item item = read(
                            blob(line), Slice.whole("in.jsonl", line.length), new Mapping("text", id), replacing)
                    .get(0);
            Document document = ((RecordReader.Item.Good) item).document();
            assertThat(document.text()).isEqualTo("a\ufffd");
            assertThat(document.id()).isEqualTo(id.equals("id") ? "\ufffdb" : "a\ufffd");
        }
    }

    @Test
    void reportsInvalidUtf8WithItsPlaceOrReplacesIt() throws IOException {
        byte[] line = "{\"text\": \"a?b\"}".getBytes(StandardCharsets.UTF_8);
        line[11] = (byte) 0xff;
        RecordReader.Item item = read(line, Limits.DEFAULT).get(0);
        assertThat(((RecordReader.Item.Bad) item).message()).contains("byte 11");
        Limits base = Limits.DEFAULT;
        Limits replacing =
                new Limits(base.maxDocumentBytes(), base.maxRecordBytes(), base.maxDepth(), base.maxExpansion(), true);
        item = read(line, replacing).get(0);
        assertThat(((RecordReader.Item.Good) item).document().text()).isEqualTo("a\ufffdb");
    }

    @Test
    void skipsBlankLinesAndTheByteOrderMarkAndAcceptsCarriageReturns() throws IOException {
        byte[] content = "\ufeff{\"text\": \"a\\u0000\"}\r\n\n  \t\n{\"text\": \"b\"}".getBytes(StandardCharsets.UTF_8);
        List<RecordReader.Item> items = read(content, Limits.DEFAULT);
        assertThat(items)
                .extracting(item -> ((RecordReader.Item.Good) item).document().text())
                .containsExactly("a\0", "b");
        assertThat(((RecordReader.Item.Good) items.get(1)).document().position().offset())
                .isEqualTo(content.length - 13L);
        Blob blob = blob(content);
        assertThat(new JsonlInput().count(blob, Slice.whole("in.jsonl", content.length), Limits.DEFAULT))
                .isEqualTo(2);
    }

    @Test
    void readsEveryRecordOnceHoweverTheFileIsCut() throws IOException {
        Random random = new Random(4);
        for (int round = 0; round < 60; round++) {
            StringBuilder lines = new StringBuilder();
            int count = random.nextInt(40);
            for (int i = 0; i < count; i++) {
                lines.append("{\"id\": \"").append(i).append("\", \"text\": \"");
                lines.append("é".repeat(random.nextInt(30)))
                        .append("\"}")
                        .append(random.nextInt(5) == 0 ? "\r\n" : "\n");
            }
            byte[] plain = lines.toString().getBytes(StandardCharsets.UTF_8);
            byte[] content = round % 2 == 0 ? plain : frames(plain, random);
            Blob blob = blob(content);
            List<RecordReader.Item> whole =
                    read(blob, Slice.whole("in.jsonl", content.length), MAPPING, Limits.DEFAULT);
            List<RecordReader.Item> pieces = new ArrayList<>();
            for (Slice slice : new JsonlInput().split(blob, 1 + random.nextInt(100))) {
                List<RecordReader.Item> piece = read(blob, slice, MAPPING, Limits.DEFAULT);
                assertThat(new JsonlInput().count(blob, slice, Limits.DEFAULT)).isEqualTo(piece.size());
                pieces.addAll(piece);
            }
            assertThat(places(pieces)).isEqualTo(places(whole)).hasSize(count);
        }
    }

    private static List<String> places(List<RecordReader.Item> items) {
        List<String> places = new ArrayList<>();
        for (RecordReader.Item item : items) {
            Document document = ((RecordReader.Item.Good) item).document();
            places.add(document.id() + "@" + document.position().offset());
        }
        return places;
    }

    /** zstd frames that end anywhere, with skippable ones between. */
    private static byte[] frames(byte[] plain, Random random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int from = 0;
        while (from < plain.length) {
            int to = Math.min(plain.length, from + 1 + random.nextInt(120));
            out.writeBytes(Zstd.compress(Arrays.copyOfRange(plain, from, to)));
            if (random.nextInt(4) == 0) {
                out.writeBytes(new byte[] {0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3});
            }
            from = to;
        }
        return out.toByteArray();
    }

    @Test
    void skipsLongLinesWithoutHoldingThem() throws IOException {
        Limits small = new Limits(1000, 2000, 100, 1000, false);
        String content = "{\"text\": \"a\"}\n" + "x".repeat(3_000_000) + "\n{\"text\": \"" + "y".repeat(1500) + "\"}\n"
                + "{\"text\": \"b\"}\n";
        List<RecordReader.Item> items = read(content.getBytes(StandardCharsets.UTF_8), small);
        assertThat(items).hasSize(4);
        assertThat(((RecordReader.Item.Bad) items.get(1)).reason()).isEqualTo("too_long");
        assertThat(((RecordReader.Item.Bad) items.get(2)).reason()).isEqualTo("too_long");
        assertThat(((RecordReader.Item.Good) items.get(3)).document().text()).isEqualTo("b");
    }

    @ParameterizedTest
    @CsvSource({"gzip, 0.3", "gzip, 0.5", "gzip, 0.999", "zstd, 0.3", "zstd, 0.5", "zstd, 0.999"})
    void neverTakesATruncatedFileForAWholeOne(String kind, double share) throws IOException {
        StringBuilder lines = new StringBuilder();
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            lines.append("{\"text\": \"")
                    .append(Long.toHexString(random.nextLong()))
                    .append("\"}\n");
        }
        byte[] plain = lines.toString().getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (kind.equals("gzip")) {
            try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                gzip.write(plain);
            }
        } else {
            out.writeBytes(Zstd.compress(plain));
        }
        byte[] cut = Arrays.copyOf(out.toByteArray(), (int) (out.size() * share));
        assertThatThrownBy(() -> read(cut, Limits.DEFAULT))
                .isInstanceOf(CorruptInputException.class)
                .hasMessageContaining("truncated");
    }

    @Test
    void stopsAtADecompressionBomb() throws IOException {
        byte[] bomb = Zstd.compress(new byte[200_000_000]);
        assertThatThrownBy(() -> read(bomb, Limits.DEFAULT))
                .isInstanceOf(CorruptInputException.class)
                .hasMessageContaining("more than 1000 times");
    }

    private static String written(Document document, OutputSchema schema) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (RecordWriter writer = new JsonlOutput(Codec.NONE, 3).open(out, schema)) {
            writer.write(document);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void keepsUntouchedBytesAndReplacesOnlyWhatChanged() throws IOException {
        String line = "{ \"id\":\"x\",\"n\": 1.50, \"text\" : \"a\\u00e9\" , \"o\":{\"k\":[1,  2]}}";
        Document document = good(line);
        assertThat(written(document, PLAIN)).isEqualTo(line + "\n");
        assertThat(written(document.withText("new \"text\""), PLAIN))
                .isEqualTo(line.replace("\"a\\u00e9\"", "\"new \\\"text\\\"\"") + "\n");
        OutputSchema signals = new OutputSchema("text", "id", List.of(), Map.of("word_count.words", Signal.Kind.COUNT));
        Document measured =
                document.withSignals(Signals.NONE.with(new String[] {"word_count.words"}, new Object[] {1L}));
        assertThat(written(measured, signals))
                .isEqualTo(line.substring(0, line.length() - 1) + ",\"signals\":{\"word_count.words\":1}}\n");
        assertThat(written(document.withField("n", null).withField("m", true), PLAIN))
                .isEqualTo("{\"id\":\"x\",\"text\":\"aé\",\"o\":{\"k\":[1,2]},\"m\":true}\n");
        assertThat(written(document.withId("y"), PLAIN))
                .isEqualTo("{\"id\":\"y\",\"text\":\"aé\",\"n\":1.5,\"o\":{\"k\":[1,2]}}\n");
        assertThat(written(document.withId("x"), PLAIN)).isEqualTo(line + "\n");
    }

    private Document read(String line, String text, String id) throws IOException {
        byte[] record = line.getBytes(StandardCharsets.UTF_8);
        Slice whole = Slice.whole("in.jsonl", record.length);
        return ((RecordReader.Item.Good) read(blob(record), whole, new Mapping(text, id), Limits.DEFAULT)
                        .get(0))
                .document();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                // One field that is text and id: the id is written beside a changed text.
                "x | x | {\"x\": \"a\",  \"n\":1} | plain | {\"x\": \"a\",  \"n\":1}",
                "x | x | {\"x\": \"a\",  \"n\":1} | text  | {\"id\":\"a\",\"x\":\"new\",\"n\":1}",
                "x | x | {\"x\": \"a\",  \"n\":1} | field | {\"id\":\"a\",\"x\":\"a\",\"n\":1,\"k\":true}",
                "x | x | {\"x\":\"a\",\"id\":7}  | text  | {\"id\":\"a\",\"x\":\"new\",\"extra\":{\"id\":7}}",
                "x | x | {\"x\":\"a\",\"id\":\"a\"}  | text  | {\"id\":\"a\",\"x\":\"new\"}",
                "id | id | {\"id\":\"a\",\"n\":1} | text  | {\"document_id\":\"a\",\"id\":\"new\",\"n\":1}",
                // No declared id: a field that is called so stays as it is, unless the document needs another id.
                "x | - | {\"x\":\"a\",\"id\":7} | plain | {\"x\":\"a\",\"id\":7}",
                "x | - | {\"x\":\"a\",\"id\":7} | text  | {\"x\":\"new\",\"id\":7}",
                "x | - | {\"x\":\"a\",\"id\":7} | field | {\"x\":\"a\",\"id\":7,\"k\":true}",
                "x | - | {\"x\":\"a\",\"id\":7} | id    | {\"id\":\"other\",\"x\":\"a\",\"extra\":{\"id\":7}}",
                "x | - | {\"x\":\"a\",\"extra\":2,\"id\":7} | id | {\"id\":\"other\",\"x\":\"a\",\"extra\":{\"id\":7,\"extra\":2}}",
                // Signals stand beside a field of their name.
                "x | u | {\"u\":1,\"x\":\"a\"} | signals | {\"u\":1,\"x\":\"a\",\"signals\":{\"s.n\":5}}",
                "x | u | {\"u\":1,\"x\":\"a\",\"signals\":2} | signals | {\"u\":\"1\",\"x\":\"a\",\"extra\":{\"signals\":2},\"signals\":{\"s.n\":5}}",
                "x | u | {\"u\":1,\"x\":\"a\",\"signals\":2} | plain | {\"u\":1,\"x\":\"a\",\"signals\":2}",
            })
    void losesNoFieldToANameThatIsTaken(String text, @Nullable String id, String line, String change, String expected)
            throws IOException {
        Document document = read(line, text, id);
        document = switch (change) {
            case "text" -> document.withText("new");
            case "field" -> document.withField("k", true);
            case "id" -> document.withId("other");
            case "signals" -> document.withSignals(Signals.NONE.with(new String[] {"s.n"}, new Object[] {5L}));
            default -> document;
        };
        OutputSchema schema =
                OutputSchema.of(List.of(new Mapping(text, id)), List.of(), Map.of("s.n", Signal.Kind.COUNT));
        assertThat(written(document, schema)).isEqualTo(expected + "\n");
        Fields stored = FieldsCodec.restoreAny(FieldsCodec.storeAny(document.readFields()));
        Document restored = Document.restored(
                        document.id(),
                        document.text(),
                        stored,
                        document.position(),
                        0,
                        document.edited(),
                        document.renamed())
                .withSignals(document.signals());
        if (!change.equals("field")) { // changes of fields are stored apart
            assertThat(written(restored, schema)).isEqualTo(expected + "\n");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "text, id, true, ''",
        "text, id, false, ''",
        "signals, id, false, ''",
        "signals, id, true, format has a field 'signals' of its own",
        "text, signals, true, format has a field 'signals' of its own",
        "extra, id, true, format has a field 'extra' of its own",
        "extra, id, false, ''",
        "extra, extra, false, format has a field 'extra' of its own",
    })
    void refusesTheNamesItNeedsItself(String text, String id, boolean signals, String fault) {
        List<String> faults = new ArrayList<>();
        OutputSchema schema = OutputSchema.of(
                List.of(new Mapping(text, id)), List.of(), signals ? Map.of("s.n", Signal.Kind.COUNT) : Map.of());
        new JsonlOutput(Codec.NONE, 3).check(schema, (key, message) -> faults.add(key + " " + message));
        assertThat(String.join("\n", faults))
                .startsWith(fault)
                .hasSize(fault.isEmpty() ? 0 : faults.get(0).length());
    }

    @Test
    void writesDocumentsOfOtherFormatsAndStoresItsOwnFields() throws IOException {
        Document foreign = Document.of("a", "text", Fields.of(Map.of("lang", "en")), Position.NONE);
        assertThat(written(foreign, PLAIN)).isEqualTo("{\"id\":\"a\",\"text\":\"text\",\"lang\":\"en\"}\n");
        OutputSchema unread = new OutputSchema("text", "id", false, List.of(), Map.of());
        Document called = Document.of("a", "text", Fields.of(Map.of("id", "b")), Position.NONE);
        assertThat(written(called, unread)).isEqualTo("{\"id\":\"a\",\"text\":\"text\",\"extra\":{\"id\":\"b\"}}\n");
        Document own = good("{\"id\": \"x\", \"text\": \"t\", \"k\": [1]}");
        FieldsCodec.Stored stored = FieldsCodec.storeAny(own.readFields());
        assertThat(stored).isNotNull();
        assertThat(FieldsCodec.restoreAny(stored).get("k")).isEqualTo(List.of(1L));
    }
}
