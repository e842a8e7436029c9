package dev.sluice.connectors.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.connectors.Blob;
import dev.sluice.connectors.CorruptInputException;
import dev.sluice.connectors.InputFormat;
import dev.sluice.connectors.Limits;
import dev.sluice.connectors.Mapping;
import dev.sluice.connectors.RecordReader;
import dev.sluice.connectors.Slice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextFormatsTest {
    private static final InputFormat CSV = new CsvInput(CsvInput.Delimiter.COMMA, List.of());

    @TempDir
    private Path folder;

    private List<String> read(InputFormat format, Mapping mapping, byte[] content) throws IOException {
        Path file = folder.resolve("file");
        Files.write(file, content);
        Blob blob = Blob.ofFile(file, "file");
        List<String> found = new ArrayList<>();
        for (Slice slice : format.split(blob, 10)) {
            assertThat(format.count(blob, slice, Limits.DEFAULT)).isNotNegative();
            try (RecordReader reader = format.open(blob, slice, mapping, Limits.DEFAULT)) {
                for (RecordReader.Item item = reader.next(); item != null; item = reader.next()) {
                    if (item instanceof RecordReader.Item.Good good) {
                        found.add(good.document().id() + "=" + good.document().text());
                    } else if (item instanceof RecordReader.Item.Bad bad) {
                        found.add(bad.reason() + "@" + bad.offset());
                    }
                }
            }
            assertThat(format.count(blob, slice, Limits.DEFAULT)).isEqualTo(found.size());
        }
        return found;
    }

    private List<String> csv(String content) throws IOException {
        return read(CSV, new Mapping("text", "id"), content.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsQuotedFieldsWithSeparatorsLineBreaksAndQuotes() throws IOException {
        assertThat(csv("id,text\r\n1,\"a, b\"\r\n2,\"line\nbreak \"\"quoted\"\"\"\n\n3,plain\n"))
                .containsExactly("1=a, b", "2=line\nbreak \"quoted\"", "3=plain");
    }

    @Test
    void reportsRaggedRowsAndOpenQuotesWithTheirPlace() throws IOException {
        assertThat(csv("id,text\n1,a,b\n2,ok\n3,\"open\n")).containsExactly("invalid_csv@8", "2=ok", "invalid_csv@19");
    }

    @Test
    void reportsAMissingColumnOfTextOrIdAndInvalidUtf8() throws IOException {
        assertThat(csv("id,body\n1,a\n")).containsExactly("no_text@8");
        assertThat(csv("nr,text\n1,a\n")).containsExactly("no_id@8");
        byte[] invalid = {'i', 'd', ',', 't', 'e', 'x', 't', '\n', '1', ',', (byte) 0xc3, '(', '\n'};
        assertThat(read(CSV, new Mapping("text", "id"), invalid)).containsExactly("invalid_utf8@8");
    }

    @Test
    void refusesAHeaderThatNamesAColumnTwice() {
        assertThatThrownBy(() -> csv("id,text,note,text\n1,a,b,c\n"))
                .isInstanceOf(CorruptInputException.class)
                .hasMessageContaining("file: after 0 bytes: the header names column 'text' twice (columns 2 and 4)");
    }

    @Test
    void readsTabsAndFilesWithoutHeader() throws IOException {
        byte[] rows = "1\ta b\n2\tc\n".getBytes(StandardCharsets.UTF_8);
        assertThat(read(new TsvInput(List.of("id", "text")), new Mapping("text", "id"), rows))
                .containsExactly("1=a b", "2=c");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "csv       | x | x    | id,x;7,a b;     | a b=a b",
                "csv       | x | x    | x;caf\u00e9;   | café=café",
                "csv       | x | id   | id,x;7,a b;     | 7=a b",
                "csv       | x | x    | id,y;7,a b;     | no_text@5",
                "tsv       | x | x    | id\tx;7\ta b; | a b=a b",
                "file      | x | x    | one two         | one two=one two",
                "file      | x | path | one two         | file=one two",
                "line      | x | x    | one;two         | one=one, two=two",
                "line      | x | path | one;two         | file:0=one, file:4=two",
                "paragraph | x | x    | one;two;;three  | one;two=one;two, three=three",
            })
    void oneFieldMayBeBothTextAndId(String format, String text, String id, String content, String expected)
            throws IOException {
        InputFormat input = switch (format) {
            case "csv" -> CSV;
            case "tsv" -> new TsvInput(List.of());
            default -> new TextInput(TextInput.Unit.valueOf(format.toUpperCase(Locale.ROOT)));
        };
        List<String> found =
                read(input, new Mapping(text, id), content.replace(';', '\n').getBytes(StandardCharsets.UTF_8));
        assertThat(String.join(", ", found).replace('\n', ';')).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "csv  |         | x    | y         | ''",
                "csv  | id;x    | x    | x         | ''",
                "csv  | id;x    | x    | id        | ''",
                "csv  | id;x    | y    | y         | text is 'y', which is none of the columns id, x",
                "csv  | id;x    | x    | y         | id is 'y', which is none of the columns id, x",
                "tsv  | id;x    | x    | y         | id is 'y', which is none of the columns id, x",
                "tsv  | id;x;id | x    | id        | columns names 'id' twice",
                "text |         | text | text      | ''",
                "text |         | text | file_name | ''",
                "text |         | text |           | ''",
                "text |         | text | url       | id is 'url', expected path, file_name or text (the text itself)",
                "text |         | path |           | text is 'path', which is the name of a field that every document has",
                "text |         | path | path      | text is 'path', which is the name of a field that every document has",
            })
    void refusesFieldsThatNoRecordHas(
            String format, @Nullable String given, String text, @Nullable String id, String fault) {
        List<String> columns = given == null ? List.of() : List.of(given.split(";"));
        InputFormat input = switch (format) {
            case "csv" -> new CsvInput(CsvInput.Delimiter.COMMA, columns);
            case "tsv" -> new TsvInput(columns);
            default -> new TextInput(TextInput.Unit.LINE);
        };
        List<String> faults = new ArrayList<>();
        input.check(new Mapping(text, id), (key, message) -> faults.add(key + " " + message));
        assertThat(String.join("\n", faults)).isEqualTo(fault);
    }

    @Test
    void readsWholeFilesAndParagraphs() throws IOException {
        byte[] text = "\ufeffone\ntwo\n\n \nthree\r\n\r\nfour\n".getBytes(StandardCharsets.UTF_8);
        assertThat(read(new TextInput(TextInput.Unit.FILE), new Mapping("text", "path"), text))
                .containsExactly("file=one\ntwo\n\n \nthree\r\n\r\nfour\n");
        assertThat(read(new TextInput(TextInput.Unit.PARAGRAPH), new Mapping("text", null), text))
                .extracting(found -> found.substring(found.indexOf('=') + 1).strip())
                .containsExactly("one\ntwo", "three", "four");
        assertThat(read(new TextInput(TextInput.Unit.FILE), new Mapping("text", null), new byte[0]))
                .isEmpty();
    }

    @Test
    void readsLinesThatAreNotBlank() throws IOException {
        byte[] text = "\n  \none\r\n\t\n two \n\nthree".getBytes(StandardCharsets.UTF_8);
        assertThat(read(new TextInput(TextInput.Unit.LINE), new Mapping("text", null), text))
                .extracting(found -> found.substring(found.indexOf('=') + 1))
                .containsExactly("one", " two ", "three");
        byte[] blank = " \n\r\n".getBytes(StandardCharsets.UTF_8);
        assertThat(read(new TextInput(TextInput.Unit.LINE), new Mapping("text", null), blank))
                .isEmpty();
    }
}
