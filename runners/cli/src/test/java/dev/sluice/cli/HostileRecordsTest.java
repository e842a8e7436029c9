package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every ready recipe gets through records that nobody wishes for, and accounts for each: it is written, among the rejects
 * or a dead letter.
 */
class HostileRecordsTest {
    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
    private static final Map<String, String> MODELS = Map.of(
            "${DCLM_MODEL}", "operators/models/src/main/resources/examples/quality.bin",
            "${LID_MODEL}", "testdata/golden/models/tiny_lid_hs.bin",
            "${CCNET_MODEL}", "operators/models/src/main/resources/examples/en.arpa",
            "${CCNET_PIECES}", "testdata/golden/models/tiny.sp.model");
    private static final String PROSE =
            "The museum opened its doors at nine, and the queue already reached the corner of"
                    + " the street. Volunteers carried heavy boxes of books up to the second floor while visitors waited. A small"
                    + " boy asked why the clock in the hall was ten minutes slow.";
    private static final int MEGABYTE = 1 << 20;

    @TempDir
    private Path folder;

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }

    /** Texts that make documents. */
    private static List<String> texts() {
        List<String> texts = new ArrayList<>(List.of(
                "",
                " ",
                " \t\r\n\u00a0\u3000\u2028",
                "x".repeat(MEGABYTE),
                "a\0b \0",
                "e" + "\u0301".repeat(20_000),
                "\ufefftext behind a mark",
                "line\r\nline\r\n".repeat(50),
                PROSE,
                PROSE,
                (PROSE + "\n").repeat(40),
                "\u202e" + PROSE,
                "\ud7ff\ue000\uffff\udbff\udfff".repeat(100),
                "\u2028\u2029\u0085".repeat(1000)));
        for (String part : List.of(
                "\ud83d\ude00",
                "\u65e5\u672c\u3002",
                "\ufdfa",
                "\u0130",
                "\u03a3",
                "<",
                "&",
                "(",
                "{",
                "http://",
                "a@",
                "1.",
                "\n",
                "\r",
                ". ",
                "the ",
                "\u001b[31m",
                "-",
                "#",
                "\u2026",
                "\\",
                "\"'",
                "<div>",
                "$$",
                "[1]")) {
            texts.add(part.repeat(5000));
        }
        return texts;
    }

    /** The rest of records behind the name of the text, each to follow a text that stays. */
    private static final List<String> FIELDS = List.of(
            "",
            ",\"url\":5",
            ",\"url\":null",
            ",\"url\":[\"a\"]",
            ",\"url\":\"http://[::1\"",
            ",\"url\":\"%zz://\\u0000\"",
            ",\"url\":\"\\ude00\",\"title\":\"\\ud83d\"",
            ",\"signals\":{\"a\":1},\"extra\":2",
            ",\"n\":1e999999999",
            ",\"n\":" + "9".repeat(10_000),
            ",\"\":\"no name\"");

    /** Records that make none. */
    private static final List<String> BAD = List.of(
            "{\"id\":\"b\"}",
            "{\"text\":null}",
            "{\"text\":5}",
            "{\"text\":[\"a\"]}",
            "{\"text\":{\"a\":1}}",
            "{\"id\":[1],\"text\":\"a\"}",
            "{\"text\":\"a\",\"text\":\"b\"}",
            "{\"text\":\"\\ud83d alone\"}",
            "{\"id\":\"\\ude00\",\"text\":\"a\"}",
            "{\"text\":\"cut",
            "{\"text\":\"a\tb\"}",
            "[1,2]",
            "\"text\"",
            "no JSON",
            "\0\0\0",
            "{\"text\":\"deep\",\"d\":" + "[".repeat(5000) + "]".repeat(5000) + "}",
            "{\"text\":\"" + "w".repeat(20 * MEGABYTE) + "\"}");

    /** Writes the records to two files, with all ends of lines and a byte order mark; gives how many there are. */
    private int write() throws IOException {
        List<String> records = new ArrayList<>();
        for (String text : texts()) {
            records.add("{\"id\":\"n" + records.size() + "\",\"text\":" + quoted(text)
                    + ",\"url\":\"https://example.org/\"}");
        }
        for (String fields : FIELDS) {
            records.add("{\"id\":" + records.size() + ",\"text\":" + quoted(PROSE + records.size()) + fields + "}");
        }
        records.add("{\"id\":\"\",\"text\":\"no letter in the id\"}");
        records.add("{\"id\":null,\"text\":\"no id\"}");
        Path in = folder.resolve("in");
        Files.createDirectories(in);
        Files.writeString(in.resolve("a.jsonl"), "\ufeff" + String.join("\r\n", records) + "\r\n\r\n  \t\r\n");
        ByteArrayOutputStream bad = new ByteArrayOutputStream();
        for (String record : BAD) {
            bad.writeBytes(record.getBytes(StandardCharsets.UTF_8));
            bad.write('\n');
        }
        bad.writeBytes(new byte[] {'{', '"', 't', 'e', 'x', 't', '"', ':', '"', (byte) 0xc3, '(', '"', '}'});
        Files.write(in.resolve("b.jsonl"), bad.toByteArray());
        Files.write(in.resolve("empty.jsonl"), new byte[0]);
        return records.size() + BAD.size() + 1;
    }

    @TestFactory
    Stream<DynamicTest> recipesAccountForEveryRecord() throws IOException {
        int records = write();
        List<Path> recipes = new ArrayList<>();
        try (Stream<Path> files = Files.list(ROOT.resolve("recipes/library"))) {
            for (Path recipe : files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                recipes.add(copy(recipe)); // all of them first, since some include others
            }
        }
        return recipes.stream()
                .map(recipe -> DynamicTest.dynamicTest(
                        recipe.getFileName().toString(), () -> accountsForEveryRecord(recipe, records)));
    }

    private Path copy(Path recipe) throws IOException {
        String yaml = Files.readString(recipe);
        for (Map.Entry<String, String> model : MODELS.entrySet()) {
            yaml = yaml.replace(model.getKey(), ROOT.resolve(model.getValue()).toString());
        }
        return Files.writeString(folder.resolve(recipe.getFileName()), yaml);
    }

    private void accountsForEveryRecord(Path recipe, int records) throws IOException {
        Path out = folder.resolve("out-" + recipe.getFileName());
        StringWriter err = new StringWriter();
        int code = Sluice.execute(
                new PrintWriter(err),
                "run",
                recipe.toString(),
                "-q",
                "--input",
                folder.resolve("in").toString(),
                "--output",
                out.toString(),
                "--set",
                "input.text=text",
                "--set",
                "input.id=id",
                "--set",
                "output.rejects=all",
                "--set",
                "options.max_error_share=1");
        assertThat(code).as(err.toString()).isZero();
        int written = 0;
        try (Stream<Path> folders = Files.walk(out)) {
            for (Path one : folders.filter(Files::isDirectory).toList()) {
                written += one.startsWith(out.resolve("__sluice"))
                        ? 0
                        : Outputs.lines(one).size();
            }
        }
        int rejected = Outputs.lines(Outputs.side(out, "rejects")).size();
        List<String> dead = Outputs.lines(Outputs.side(out, "dead-letters"));
        // No step fails on a text: what is dead was no document.
        assertThat(dead).hasSize(BAD.size() + 1).noneMatch(line -> line.contains("\"step\":\""));
        assertThat(written + rejected + dead.size()).isEqualTo(records);
    }
}
