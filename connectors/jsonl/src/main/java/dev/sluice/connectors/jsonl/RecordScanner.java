package dev.sluice.connectors.jsonl;

import dev.sluice.connectors.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds text and id of a record in one pass over its bytes, at a fraction of a general parser's cost. It understands
 * well-formed records of ordinary shape, and says so of nothing else: whatever is wrong or unusual (faults, names with
 * escapes, a text or id that comes twice or is no string, deep nesting, halves of surrogate pairs) is left to the parser,
 * which has the last word on what a record is.
 *
 * <p>The grammar is that of RFC 8259. Not thread-safe: one for each reader.
 */
final class RecordScanner {
    private static final int MAX_DEPTH = 64;

    /** No place: the record is none that the scanner understands. */
    private static final int UNKNOWN = -1;

    private final boolean able;
    private final byte[] textName;
    private final byte[] idName;
    private final boolean textIsId;
    private final int maxDepth;

    private byte[] record = new byte[0];
    private @Nullable String id;
    private int textStart;
    private int textEnd;
    private boolean idSeen;

    /**
     * @param textPath field of the text; with a dot it may lie in an inner object, which the scanner does not follow
     * @param idPath field of the id, if there is one; it may be that of the text
     * @param maxDepth how deep objects and lists may lie in each other
     */
    RecordScanner(String textPath, @Nullable String idPath, int maxDepth) {
        this.able = textPath.indexOf('.') < 0 && (idPath == null || idPath.indexOf('.') < 0);
        this.textName = textPath.getBytes(StandardCharsets.UTF_8);
        this.textIsId = textPath.equals(idPath);
        this.idName = idPath == null || textIsId
                ? new byte[] {'"'} // no name holds a quote
                : idPath.getBytes(StandardCharsets.UTF_8);
        this.maxDepth = Math.min(MAX_DEPTH, maxDepth);
    }

    /**
     * Looks through a record.
     *
     * @param bytes well-formed UTF-8
     * @return whether it is understood; then the other methods tell what was found
     */
    boolean scan(byte[] bytes) {
        record = bytes;
        id = null;
        textEnd = 0;
        idSeen = false;
        if (!able) {
            return false;
        }
        int at = afterSpace(0);
        if (at >= bytes.length || bytes[at] != '{') {
            return false;
        }
        at = object(at + 1, 1, true);
        return at >= 0 && afterSpace(at) == bytes.length && textEnd > 0;
    }

    /** The id; null where the record has none, or null. */
    @Nullable String id() {
        return textIsId ? JsonString.text(record, textStart + 1, textEnd - 1) : id;
    }

    /** Where the text's value stands, quotes included; what {@link JsonString} takes lies between them. */
    JsonFields.TextPlace place() {
        return new JsonFields.TextPlace(textStart, textEnd);
    }

    private int afterSpace(int at) {
        while (at < record.length) {
            byte b = record[at];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                break;
            }
            at++;
        }
        return at;
    }

    /** Goes through an object from behind its brace; gives the place behind it. */
    private int object(int from, int depth, boolean top) {
        if (depth >= maxDepth) {
            return UNKNOWN;
        }
        int at = afterSpace(from);
        if (at < record.length && record[at] == '}') {
            return at + 1;
        }
        while (at < record.length && record[at] == '"') {
            int nameStart = at + 1;
            int nameEnd = Utf8.endOfPlain(record, nameStart, record.length);
            if (nameEnd >= record.length || record[nameEnd] != '"') {
                return UNKNOWN;
            }
            at = afterSpace(nameEnd + 1);
            if (at >= record.length || record[at] != ':') {
                return UNKNOWN;
            }
            at = afterSpace(at + 1);
            at = top ? field(nameStart, nameEnd, at) : value(at, depth);
            if (at < 0) {
                return UNKNOWN;
            }
            at = afterSpace(at);
            if (at >= record.length) {
                return UNKNOWN;
            }
            if (record[at] == '}') {
                return at + 1;
            }
            if (record[at] != ',') {
                return UNKNOWN;
            }
            at = afterSpace(at + 1);
        }
        return UNKNOWN;
    }

    private int field(int nameStart, int nameEnd, int at) {
        if (Arrays.equals(record, nameStart, nameEnd, textName, 0, textName.length)) {
            if (textEnd > 0 || at >= record.length || record[at] != '"') {
                return UNKNOWN;
            }
            textStart = at;
            textEnd = overString(at + 1, true);
            return textEnd;
        }
        if (Arrays.equals(record, nameStart, nameEnd, idName, 0, idName.length)) {
            if (idSeen || at >= record.length) {
                return UNKNOWN;
            }
            idSeen = true;
            if (record[at] == '"') {
                int end = overString(at + 1, true);
                if (end >= 0) {
                    id = JsonString.text(record, at + 1, end - 1);
                }
                return end;
            }
            if (record[at] == '{' || record[at] == '[') {
                return UNKNOWN;
            }
            int end = value(at, 1);
            if (end >= 0 && record[at] != 'n') {
                id = new String(record, at, end - at, StandardCharsets.ISO_8859_1);
            }
            return end;
        }
        return value(at, 1);
    }

    /** Goes over a value of any kind; gives the place behind it. */
    private int value(int at, int depth) {
        if (at >= record.length) {
            return UNKNOWN;
        }
        return switch (record[at]) {
            case '"' -> overString(at + 1, false);
            case '{' -> object(at + 1, depth + 1, false);
            case '[' -> list(at + 1, depth + 1);
            case 't' -> word(at, "true");
            case 'f' -> word(at, "false");
            case 'n' -> word(at, "null");
            default -> number(at);
        };
    }

    private int list(int from, int depth) {
        if (depth >= maxDepth) {
            return UNKNOWN;
        }
        int at = afterSpace(from);
        if (at < record.length && record[at] == ']') {
            return at + 1;
        }
        while (true) {
            at = value(at, depth);
            if (at < 0) {
                return UNKNOWN;
            }
            at = afterSpace(at);
            if (at >= record.length) {
                return UNKNOWN;
            }
            if (record[at] == ']') {
                return at + 1;
            }
            if (record[at] != ',') {
                return UNKNOWN;
            }
            at = afterSpace(at + 1);
        }
    }

    private int word(int at, String word) {
        if (at + word.length() > record.length) {
            return UNKNOWN;
        }
        for (int i = 1; i < word.length(); i++) {
            if (record[at + i] != word.charAt(i)) {
                return UNKNOWN;
            }
        }
        return afterScalar(at + word.length());
    }

    private int number(int at) {
        if (record[at] == '-') {
            at++;
        }
        int digits = digits(at);
        if (digits == at || (record[at] == '0' && digits > at + 1)) {
            return UNKNOWN;
        }
        at = digits;
        if (at < record.length && record[at] == '.') {
            digits = digits(at + 1);
            if (digits == at + 1) {
                return UNKNOWN;
            }
            at = digits;
        }
        if (at < record.length && (record[at] == 'e' || record[at] == 'E')) {
            at++;
            if (at < record.length && (record[at] == '+' || record[at] == '-')) {
                at++;
            }
            digits = digits(at);
            if (digits == at) {
                return UNKNOWN;
            }
            at = digits;
        }
        return afterScalar(at);
    }

    private int digits(int at) {
        while (at < record.length && record[at] >= '0' && record[at] <= '9') {
            at++;
        }
        return at;
    }

    /** A word or number ends where a mark or white space follows. */
    private int afterScalar(int at) {
        if (at >= record.length) {
            return UNKNOWN;
        }
        return switch (record[at]) {
            case ',', '}', ']', ' ', '\t', '\n', '\r' -> at;
            default -> UNKNOWN;
        };
    }

    /**
     * Goes over a string from behind its first quote, checking it; gives the place behind the last quote.
     *
     * @param paired whether no half of a surrogate pair may stand alone
     */
    private int overString(int from, boolean paired) {
        int at = Utf8.endOfPlain(record, from, record.length);
        while (at < record.length && record[at] == '\\') {
            int end = escapeEnd(at, paired);
            if (end < 0) {
                return UNKNOWN;
            }
            at = Utf8.endOfPlain(record, end, record.length);
        }
        return at < record.length && record[at] == '"' ? at + 1 : UNKNOWN;
    }

    private int escapeEnd(int at, boolean paired) {
        if (at + 1 >= record.length) {
            return UNKNOWN;
        }
        switch (record[at + 1]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
                return at + 2;
            }
            case 'u' -> {
                int unit = JsonString.hex(record, at + 2);
                if (unit < 0 || (paired && Character.isLowSurrogate((char) unit))) {
                    return UNKNOWN;
                }
                if (!paired || !Character.isHighSurrogate((char) unit)) {
                    return at + 6;
                }
                boolean escape = at + 7 < record.length && record[at + 6] == '\\' && record[at + 7] == 'u';
                int low = escape ? JsonString.hex(record, at + 8) : -1;
                return low >= 0 && Character.isLowSurrogate((char) low) ? at + 12 : UNKNOWN;
            }
            default -> {
                return UNKNOWN;
            }
        }
    }
}
