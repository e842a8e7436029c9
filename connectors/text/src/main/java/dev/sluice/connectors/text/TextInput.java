package dev.sluice.connectors.text;

import dev.sluice.connectors.Blob;
import dev.sluice.connectors.Compression;
import dev.sluice.connectors.Info;
import dev.sluice.connectors.InputFormat;
import dev.sluice.connectors.Limits;
import dev.sluice.connectors.Mapping;
import dev.sluice.connectors.RecordReader;
import dev.sluice.connectors.Slice;
import dev.sluice.connectors.Utf8;
import dev.sluice.operators.Document;
import dev.sluice.operators.Faults;
import dev.sluice.operators.Fields;
import dev.sluice.operators.Param;
import dev.sluice.operators.Position;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads plain text files, one document a file, a paragraph (text between blank lines) or a line that is not blank. The
 * fields {@code path} and
 * {@code file_name} tell where a document came from; {@code id: path} makes the path its id, with the place in the file where
 * that holds several.
 */
@Info(
        name = "text",
        summary = "Reads plain text files, one document a file, a paragraph or a line.",
        endings = {".txt", ".md", ".rst"})
public record TextInput(
        @Param(doc = "What a document is.", def = "file") Unit unit) implements InputFormat {
    /** What a document is. */
    public enum Unit {
        /** A whole file. */
        FILE,
        /** What stands between blank lines. */
        PARAGRAPH,
        /** A line that is not blank. */
        LINE
    }

    private static final int EXCERPT_BYTES = 1000;
    private static final String PATH = "path";
    private static final String FILE_NAME = "file_name";
    private static final List<String> FIELDS = List.of(PATH, FILE_NAME);

    @Override
    public void check(Mapping mapping, Faults faults) {
        if (FIELDS.contains(mapping.text())) {
            faults.add("text", "is '%s', which is the name of a field that every document has", mapping.text());
        }
        String id = mapping.id();
        if (id != null && !mapping.textIsId() && !FIELDS.contains(id)) {
            faults.add(
                    "id",
                    "is '%s', expected %s or %s (the text itself)",
                    id,
                    String.join(", ", FIELDS),
                    mapping.text());
        }
    }

    @Override
    public List<Slice> split(Blob file, long target) throws IOException {
        return file.size() == 0 ? List.of() : List.of(Slice.whole(file.name(), file.size()));
    }

    @Override
    public RecordReader open(Blob file, Slice slice, Mapping mapping, Limits limits) throws IOException {
        return new Reader(file, slice, mapping, limits);
    }

    @Override
    public long count(Blob file, Slice slice, Limits limits) throws IOException {
        long count = 0;
        try (Reader reader = new Reader(file, slice, new Mapping("text", null), limits)) {
            while (reader.next() != null) {
                count++;
            }
        }
        return count;
    }

    private final class Reader implements RecordReader {
        private final String file;
        private final Mapping mapping;
        private final Limits limits;
        private final Compression.Stream in;
        private final byte[] content;
        private final boolean cut;
        private int at;
        private long skip;
        private long left;
        private boolean done;

        Reader(Blob file, Slice slice, Mapping mapping, Limits limits) throws IOException {
            this.file = file.name();
            this.mapping = mapping;
            this.limits = limits;
            this.skip = slice.skip();
            this.left = slice.limit();
            this.in = Compression.open(file, 0, limits);
            int most = (int) Math.min(Integer.MAX_VALUE - 16L, unitLimit() + 1);
            this.content = in.readNBytes(most);
            this.cut = content.length == most;
            boolean mark = content.length >= 3
                    && content[0] == (byte) 0xef
                    && content[1] == (byte) 0xbb
                    && content[2] == (byte) 0xbf;
            this.at = mark ? 3 : 0;
        }

        /** A file of paragraphs or lines may be larger than a document. */
        private long unitLimit() {
            return unit == Unit.FILE ? limits.maxDocumentBytes() : Math.max(limits.maxRecordBytes(), 1L << 30);
        }

        @Override
        public @Nullable Item next() {
            while (left > 0 && !done) {
                int[] bounds = bounds();
                if (bounds == null) {
                    return null;
                }
                if (skip > 0) {
                    skip--;
                } else {
                    left--;
                    return item(bounds[0], bounds[1]);
                }
            }
            return null;
        }

        private int @Nullable [] bounds() {
            if (unit == Unit.FILE) {
                done = true;
                return content.length == 0 ? null : new int[] {at, content.length};
            }
            int start = at;
            while (start < content.length && (content[start] == '\n' || content[start] == '\r')) {
                start++;
            }
            if (unit == Unit.LINE) {
                return line(start);
            }
            if (start >= content.length) {
                done = true;
                return null;
            }
            int end = start;
            while (end < content.length && !blankLineAt(end)) {
                end++;
            }
            at = end;
            return new int[] {start, end};
        }

        /** The first line from here on that holds more than spaces and tabs. */
        private int @Nullable [] line(int from) {
            int start = from;
            boolean blank = true;
            int end = start;
            for (; end < content.length; end++) {
                byte unit = content[end];
                if (unit == '\n') {
                    if (!blank) {
                        break;
                    }
                    start = end + 1;
                } else if (unit != ' ' && unit != '\t' && unit != '\r') {
                    blank = false;
                }
            }
            at = end;
            if (blank) {
                done = true;
                return null;
            }
            return new int[] {start, end > start && content[end - 1] == '\r' ? end - 1 : end};
        }

        /** Whether two line ends follow, with nothing but spaces and tabs between. */
        private boolean blankLineAt(int index) {
            int i = index;
            if (content[i] == '\r') {
                i++;
            }
            if (i >= content.length || content[i] != '\n') {
                return false;
            }
            i++;
            while (i < content.length && (content[i] == ' ' || content[i] == '\t' || content[i] == '\r')) {
                i++;
            }
            return i < content.length && content[i] == '\n';
        }

        private Item item(int start, int end) {
            if ((cut && end == content.length) || end - start > limits.maxDocumentBytes()) {
                return bad(start, end, "too_long", "the text is longer than " + limits.maxDocumentBytes() + " bytes");
            }
            int invalid = Utf8.firstInvalid(content, start, end);
            if (invalid >= 0 && !limits.replaceInvalidUtf8()) {
                return bad(start, end, "invalid_utf8", "byte " + invalid + " of the file is not valid UTF-8");
            }
            String text = new String(content, start, end - start, StandardCharsets.UTF_8);
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put(PATH, file);
            fields.put(FILE_NAME, file.substring(file.lastIndexOf('/') + 1));
            String idField = mapping.id();
            Object place = idField == null ? null : fields.get(idField);
            String suffix = unit == Unit.FILE ? "" : ":" + start;
            String id = mapping.textIsId() ? text : place == null ? null : place + suffix;
            return new Item.Good(Document.of(id, text, Fields.of(fields), new Position(file, start)));
        }

        private Item.Bad bad(int start, int end, String reason, String message) {
            int shown = Math.min(end, start + EXCERPT_BYTES);
            return new Item.Bad(
                    start, reason, message, new String(content, start, shown - start, StandardCharsets.UTF_8));
        }

        @Override
        public long bytesRead() {
            return in.storedBytes();
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
