package dev.sluice.connectors.jsonl;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.sluice.connectors.Blob;
import dev.sluice.connectors.Limits;
import dev.sluice.connectors.LineReader;
import dev.sluice.connectors.Mapping;
import dev.sluice.connectors.RecordReader;
import dev.sluice.connectors.Slice;
import dev.sluice.connectors.Utf8;
import dev.sluice.operators.Document;
import dev.sluice.operators.Position;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads the documents of one slice of a JSON Lines file. */
final class JsonlReader implements RecordReader {
    private static final int EXCERPT_BYTES = 1000;

    private final String file;
    private final LineReader lines;
    private final JsonFactory json;
    private final Mapping mapping;
    private final Limits limits;
    private final RecordScanner scanner;
    private long skip;
    private long left;

    JsonlReader(Blob file, Slice slice, Mapping mapping, Limits limits) throws IOException {
        this.file = file.name();
        this.lines = new LineReader(file, slice, limits);
        this.json = factory(limits);
        this.mapping = mapping;
        this.limits = limits;
        this.scanner = new RecordScanner(mapping.text(), mapping.id(), limits.maxDepth());
        this.skip = slice.skip();
        this.left = slice.limit();
    }

    static JsonFactory factory(Limits limits) {
        int longest = (int) Math.min(Integer.MAX_VALUE - 16, limits.maxRecordBytes());
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.maxDepth())
                        .maxStringLength(longest)
                        .maxNumberLength(longest)
                        .maxNameLength(longest)
                        .build())
                .build();
    }

    @Override
    public @Nullable Item next() throws IOException {
        while (left > 0 && lines.next()) {
            if (lines.blank()) {
                continue;
            }
            if (skip > 0) {
                skip--;
                continue;
            }
            left--;
            return item();
        }
        return null;
    }

    private Item item() {
        if (lines.tooLong()) {
            return bad("too_long", "the record is longer than " + limits.maxRecordBytes() + " bytes");
        }
        byte[] buffer = lines.buffer();
        int invalid = Utf8.firstInvalid(buffer, lines.start(), lines.end());
        byte[] record;
        if (invalid < 0) {
            record = Arrays.copyOfRange(buffer, lines.start(), lines.end());
        } else if (limits.replaceInvalidUtf8()) {
            int length = lines.end() - lines.start();
            record = new String(buffer, lines.start(), length, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
        } else {
            return bad("invalid_utf8", "byte " + (invalid - lines.start()) + " of the record is not valid UTF-8");
        }
        if (scanner.scan(record)) {
            return understood(record);
        }
        try {
            return new Parsing(record).document();
        } catch (JsonProcessingException fault) {
            return bad("invalid_json", message(fault));
        } catch (IOException impossible) {
            return bad("invalid_json", String.valueOf(impossible.getMessage()));
        }
    }

    private static String message(JsonProcessingException fault) {
        long column = fault.getLocation() == null ? -1 : fault.getLocation().getByteOffset();
        if (fault instanceof StreamConstraintsException) {
            return fault.getOriginalMessage()
                    .replaceAll(", from `[^`]*`", ""); // the name of a method here tells nobody anything
        }
        return fault.getOriginalMessage() + (column < 0 ? "" : " (byte " + column + " of the record)");
    }

    private Item.Bad bad(String reason, String message) {
        int end = Math.min(lines.end(), lines.start() + EXCERPT_BYTES);
        String excerpt = new String(lines.buffer(), lines.start(), end - lines.start(), StandardCharsets.UTF_8);
        return new Item.Bad(lines.offset(), reason, message, excerpt);
    }

    /** The document of a record that the scanner understood. */
    private Item understood(byte[] record) {
        JsonFields.TextPlace place = scanner.place();
        int from = place.start() + 1;
        int to = place.end() - 1;
        if (to - from > limits.maxDocumentBytes()
                && JsonString.utf8(record, from, to).length > limits.maxDocumentBytes()) {
            return tooLong();
        }
        return new Item.Good(Document.of(
                scanner.id(),
                () -> JsonString.utf8(record, from, to),
                new JsonFields(record, place, mapping),
                new Position(file, lines.offset())));
    }

    private Item tooLong() {
        return bad("too_long", "the text is longer than " + limits.maxDocumentBytes() + " bytes");
    }

    private boolean tooLong(String text) {
        if (text.length() * 3L <= limits.maxDocumentBytes()) {
            return false;
        }
        return text.length() > limits.maxDocumentBytes()
                || text.getBytes(StandardCharsets.UTF_8).length > limits.maxDocumentBytes();
    }

    /** One record being parsed: finds text and id, checks the rest. */
    private final class Parsing {
        private final byte[] record;
        private @Nullable String text;
        private @Nullable String id;
        private JsonFields.@Nullable TextPlace place;
        private @Nullable String wrongText;
        private @Nullable String wrongId;
        private boolean textExact;
        private boolean idExact;
        private boolean duplicate;

        Parsing(byte[] record) {
            this.record = record;
        }

        Item document() throws IOException {
            try (JsonParser parser = json.createParser(record)) {
                if (parser.nextToken() != JsonToken.START_OBJECT) {
                    return bad("invalid_json", "the record is not an object");
                }
                object(parser, mapping.text(), mapping.textIsId() ? null : mapping.id(), true);
                if (parser.nextToken() != null) {
                    return bad("invalid_json", "something follows the object");
                }
            }
            String found = text;
            if (duplicate) {
                return bad("invalid_json", "the record holds its text or id twice");
            }
            if (wrongText != null) {
                return bad("text_not_string", "field '" + mapping.text() + "' is " + wrongText + ", not a string");
            }
            if (wrongId != null) {
                return bad("id_not_scalar", "field '" + mapping.id() + "' is " + wrongId + ", not a string or number");
            }
            if (found == null) {
                return bad("no_text", "the record has no field '" + mapping.text() + "'");
            }
            int lone = escapesSurrogate() ? Utf8.firstLoneSurrogate(found) : -1;
            if (lone >= 0) {
                if (!limits.replaceInvalidUtf8()) {
                    return bad("invalid_utf8", "character " + lone + " of the text is half of a surrogate pair");
                }
                found = new String(found.getBytes(StandardCharsets.UTF_16), StandardCharsets.UTF_16);
            }
            if (tooLong(found)) {
                return tooLong();
            }
            String declared = mapping.textIsId() ? found : id;
            int half = declared == null ? -1 : Utf8.firstLoneSurrogate(declared);
            if (declared != null && half >= 0) {
                if (!limits.replaceInvalidUtf8()) {
                    return bad("invalid_utf8", "character " + half + " of the id is half of a surrogate pair");
                }
                declared = new String(declared.getBytes(StandardCharsets.UTF_16), StandardCharsets.UTF_16);
            }
            JsonFields fields = new JsonFields(record, place, mapping);
            return new Item.Good(Document.of(declared, found, fields, new Position(file, lines.offset())));
        }

        /** Whether the text holds an escaped surrogate: in valid UTF-8 a lone one has no other way in. */
        private boolean escapesSurrogate() {
            JsonFields.TextPlace known = place;
            if (known == null) {
                return true;
            }
            int at = Utf8.find((byte) '\\', record, known.start(), known.end());
            while (at < known.end()) {
                if (record[at + 1] == 'u' && (record[at + 2] == 'd' || record[at + 2] == 'D')) {
                    return true;
                }
                at = Utf8.find((byte) '\\', record, at + 2, known.end());
            }
            return false;
        }

        private void object(JsonParser parser, @Nullable String textPath, @Nullable String idPath, boolean top)
                throws IOException {
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                JsonToken token = parser.nextToken();
                if (name.equals(textPath)) {
                    duplicate |= textExact;
                    textExact = top;
                    readText(parser, token);
                } else if (name.equals(idPath)) {
                    duplicate |= idExact;
                    idExact = top;
                    wrongId = null;
                    if (token.isStructStart()) {
                        wrongId = token == JsonToken.START_ARRAY ? "a list" : "an object";
                        parser.skipChildren();
                    } else if (token != JsonToken.VALUE_NULL) {
                        id = parser.getText();
                    }
                } else if (token == JsonToken.START_OBJECT) {
                    String innerText = textExact ? null : below(textPath, name);
                    String innerId = idExact ? null : below(idPath, name);
                    if (innerText == null && innerId == null) {
                        parser.skipChildren();
                    } else {
                        object(parser, innerText, innerId, false);
                    }
                } else {
                    parser.skipChildren();
                }
            }
        }

        private void readText(JsonParser parser, JsonToken token) throws IOException {
            if (token == JsonToken.VALUE_STRING) {
                int start = (int) parser.currentTokenLocation().getByteOffset();
                text = parser.getText();
                place = new JsonFields.TextPlace(
                        start, (int) parser.currentLocation().getByteOffset());
                wrongText = null;
            } else {
                wrongText = token == JsonToken.VALUE_NULL
                        ? "null"
                        : token.isNumeric()
                                ? "a number"
                                : token.isBoolean()
                                        ? "a boolean"
                                        : token == JsonToken.START_ARRAY ? "a list" : "an object";
                parser.skipChildren();
            }
        }

        private static @Nullable String below(@Nullable String path, String name) {
            return path != null
                            && path.length() > name.length() + 1
                            && path.startsWith(name)
                            && path.charAt(name.length()) == '.'
                    ? path.substring(name.length() + 1)
                    : null;
        }
    }

    @Override
    public long bytesRead() {
        return lines.bytesRead();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
