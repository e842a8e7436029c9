package dev.sluice.connectors.jsonl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.connectors.Limits;
import dev.sluice.connectors.Utf8;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordScannerTest {
    private static final int MAX_DEPTH = 20;

    /** What the parser finds; the scanner must find the same or nothing. */
    private record Found(@Nullable String text, @Nullable String id, int start, int end) {}

    private static byte[] bytes(String record) {
        return record.getBytes(StandardCharsets.UTF_8);
    }

    private static @Nullable Found scanned(byte[] record) {
        return scanned(record, "id");
    }

    private static @Nullable Found scanned(byte[] record, String idPath) {
        RecordScanner scanner = new RecordScanner("text", idPath, MAX_DEPTH);
        if (!scanner.scan(record)) {
            return null;
        }
        int start = scanner.place().start();
        int end = scanner.place().end();
        String text = JsonString.text(record, start + 1, end - 1);
        assertThat(JsonString.utf8(record, start + 1, end - 1)).isEqualTo(bytes(text));
        return new Found(text, scanner.id(), start, end);
    }

    /** By Jackson; null where it finds a fault, or the record is not for the scanner. */
    private static @Nullable Found parsed(byte[] record) {
        String text = null;
        String id = null;
        int start = 0;
        int end = 0;
        try (JsonParser parser = JsonlReader.factory(new Limits(1 << 20, 1 << 20, MAX_DEPTH, 100, false))
                .createParser(record)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                JsonToken token = parser.nextToken();
                if (name.equals("text")) {
                    if (text != null || token != JsonToken.VALUE_STRING) {
                        return null;
                    }
                    start = (int) parser.currentTokenLocation().getByteOffset();
                    text = parser.getText();
                    end = (int) parser.currentLocation().getByteOffset();
                } else if (name.equals("id")) {
                    if (id != null) {
                        return null;
                    }
                    id = token.isScalarValue() && token != JsonToken.VALUE_NULL ? parser.getText() : null;
                    parser.skipChildren();
                } else {
                    parser.skipChildren();
                }
            }
            return parser.nextToken() != null || text == null ? null : new Found(text, id, start, end);
        } catch (IOException fault) {
            return null;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"text\":\"\"}",
                "{\"id\":\"a\",\"text\":\"one two\",\"url\":\"https://example.org/?a=1\"}",
                " { \"text\" : \"one\" , \"id\" : 17 } \t",
                "{\"id\":-1.5e+3,\"text\":\"x\"}",
                "{\"id\":null,\"text\":\"x\"}",
                "{\"id\":true,\"text\":\"x\"}",
                "{\"text\":\"a\\n\\\"quoted\\\" \\\\ \\/ \\b\\f\\r\\t end\"}",
                "{\"text\":\"caf\\u00e9 \\u4e2d \\ud83d\\ude00 \\u0041\"}",
                "{\"text\":\"café 中文 😀 ελληνικά\",\"id\":\"clé\\u00e9\"}",
                "{\"meta\":{\"text\":5,\"list\":[1,[2,{}],[],\"\\u0000\\\"\"]},\"text\":\"x\"}",
                "{\"a\":0,\"b\":-0.0,\"c\":1E9,\"d\":false,\"e\":[ ],\"f\":{ },\"text\":\"\\u007f\"}",
            })
    void findsWhatTheParserFinds(String record) {
        Found parsed = parsed(bytes(record));
        assertThat(parsed).isNotNull();
        assertThat(scanned(bytes(record))).isEqualTo(parsed);
        assertThat(scanned(bytes(record), "text"))
                .isEqualTo(new Found(parsed.text(), parsed.text(), parsed.start(), parsed.end()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"id\":\"a\"}",
                "{\"text\":5}",
                "{\"text\":\"a\",\"text\":\"b\"}",
                "{\"id\":\"a\",\"text\":\"x\",\"id\":\"b\"}",
                "{\"id\":null,\"text\":\"x\",\"id\":\"b\"}",
                "{\"id\":[1],\"text\":\"x\"}",
                "{\"te\\u0078t\":\"x\"}",
                "{\"text\":\"x\"} x",
                "{\"text\":\"x\"",
                "{\"text\":\"x\",}",
                "{\"text\":\"x",
                "{\"text\":\"x\\",
                "{\"text\":\"x\\u00",
                "{\"text\":\"\\x\"}",
                "{\"text\":\"\\ud83d\"}",
                "{\"text\":\"\\ud83d\\u0041\"}",
                "{\"text\":\"\\ude00\"}",
                "{\"text\":\"a\tb\"}",
                "{\"text\":\"x\",\"n\":01}",
                "{\"text\":\"x\",\"n\":1.}",
                "{\"text\":\"x\",\"n\":.5}",
                "{\"text\":\"x\",\"n\":+5}",
                "{\"text\":\"x\",\"n\":1e}",
                "{\"text\":\"x\",\"n\":-}",
                "{\"text\":\"x\",\"n\":NaN}",
                "{\"text\":\"x\",\"n\":nul}",
                "{\"text\":\"x\",\"n\":truely}",
                "{\"text\":\"x\" \"n\":1}",
                "{\"text\":\"x\",\"n\" 1}",
                "{\"text\":\"x\",\"n\":[1 2]}",
                "{\"text\":\"x\",\"n\":[1,]}",
                "{'text':'x'}",
            })
    void leavesTheRestToTheParser(String record) {
        assertThat(scanned(bytes(record))).isNull();
    }

    @ParameterizedTest
    @CsvSource({"a.text, id", "text, meta.id"})
    void leavesFieldsOfInnerObjectsToTheParser(String text, String id) {
        assertThat(new RecordScanner(text, id, MAX_DEPTH).scan(bytes("{\"text\":\"x\"}")))
                .isFalse();
    }

    @Test
    void leavesDeepRecordsToTheParser() {
        for (int depth = 1; depth < 2 * MAX_DEPTH; depth++) {
            byte[] record = bytes("{\"text\":\"x\",\"deep\":" + "[".repeat(depth) + "]".repeat(depth) + "}");
            Found found = scanned(record);
            assertThat(found).as("depth %d", depth).isIn(null, parsed(record));
            assertThat(found != null).as("depth %d", depth).isEqualTo(depth < MAX_DEPTH - 1);
        }
    }

    @Test
    void recordsChangedAtRandomAreFoundAsTheParserFindsThem() {
        String[] seeds = {
            "{\"id\":\"a-1\",\"text\":\"One \\\"two\\\"\\nthree \\u00e9\\ud83d\\ude00 four\",\"n\":[1,-2.5e3,{\"k\":null}]}",
            "{ \"url\" : \"https://example.org\", \"id\" : 12, \"text\" : \"plain words and more of them, 中文\" , \"f\":false}",
        };
        String marks = "{}[]\",:\\/u0123456789abcdefEn\t +-.truefalsnl ";
        Random random = new Random(7);
        int understood = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] record = bytes(seeds[i % seeds.length]);
            for (int change = random.nextInt(3); change >= 0; change--) {
                int at = random.nextInt(record.length);
                if (random.nextInt(3) > 0) {
                    record[at] = (byte) marks.charAt(random.nextInt(marks.length()));
                } else {
                    byte[] shorter = new byte[record.length - 1];
                    System.arraycopy(record, 0, shorter, 0, at);
                    System.arraycopy(record, at + 1, shorter, at, shorter.length - at);
                    record = shorter;
                }
            }
            Found found = Utf8.firstInvalid(record, 0, record.length) < 0 ? scanned(record) : null;
            if (found != null) {
                understood++;
                assertThat(found).as(new String(record, StandardCharsets.UTF_8)).isEqualTo(parsed(record));
            }
        }
        assertThat(understood).isBetween(50_000, 150_000);
    }
}
