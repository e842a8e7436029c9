package dev.sluice.pipelines;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import dev.sluice.operators.Decision;
import dev.sluice.operators.Signals;
import dev.sluice.operators.Spans;
import dev.sluice.operators.Vector;
import dev.sluice.plan.SignalTable;
import dev.sluice.text.TextSize;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What became of each document in one stage of one partition: a ledger fragment. Later stages replay by it: they skip
 * what is gone and take the signals of what is left from here instead of measuring again; the last stage makes the
 * ledger of it.
 */
@SuppressWarnings("EnumOrdinal") // lives no longer than a run of one version
final class Fates {
    private Fates() {}

    /** What became of a document. */
    enum Fate {
        /** It passed the stage. */
        PASSED,
        /** A step dropped it. */
        DROPPED,
        /** It could not be processed. */
        DEAD
    }

    /**
     * One row.
     *
     * @param sequence which of the documents that entered the stage it comes from, from 0
     * @param id the document's id where it differs from that of the document that entered (children); else null
     * @param fate what became of it
     * @param step name of the step that dropped or failed; null for a record that no step saw and for passed ones
     * @param reason why it was dropped or failed
     * @param match what it duplicates, with ids in place of locators
     * @param size how long the text is of a document that passed; null for others
     * @param values signals the stage set, by their number in the table; null where it set none
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Row(
            long sequence,
            @Nullable String id,
            Fate fate,
            @Nullable String step,
            @Nullable String reason,
            @Nullable MatchedIds match,
            @Nullable TextSize size,
            @Nullable Object[] values) {}

    /** A match with the ids of the documents it speaks of. */
    record MatchedIds(
            Decision.Names names, long size, @Nullable Double similarity) {}

    /** Writes rows. */
    static final class Writer implements Closeable {
        private final DataOutputStream out;
        private final SignalTable table;
        private final IntPredicate wanted;

        /**
         * @param wanted of which signals long values (spans, vectors) are kept, by number, beside those that the ledger
         *     shows: where the output carries signals, or a later step needs them
         */
        Writer(OutputStream out, SignalTable table, IntPredicate wanted) throws IOException {
            this.table = table;
            this.out = new DataOutputStream(new BufferedOutputStream(new ZstdOutputStream(out, 1)));
            this.wanted = wanted;
        }

        void write(Row row) throws IOException {
            out.writeLong(row.sequence());
            MatchedIds match = row.match();
            String id = row.id();
            TextSize size = row.size();
            out.writeByte(
                    row.fate().ordinal() | (match == null ? 0 : 4) | (id == null ? 0 : 8) | (size == null ? 0 : 16));
            if (id != null) {
                writeString(id);
            }
            if (row.fate() != Fate.PASSED) {
                writeString(row.step() == null ? "" : row.step());
                writeString(row.reason() == null ? "" : row.reason());
            }
            if (match != null) {
                Decision.Names names = match.names();
                writeString(names.group());
                writeString(names.survivor());
                String index = names.index();
                writeString(index == null ? "" : index);
                out.writeLong(match.size());
                Double similarity = match.similarity();
                out.writeDouble(similarity == null ? Double.NaN : similarity);
            }
            if (size != null) {
                out.writeLong(size.characters());
                out.writeLong(size.words());
            }
            @Nullable Object[] values = row.values();
            for (int i = 0; i < values.length; i++) {
                writeValue(i, values[i]);
            }
            out.writeShort(-1);
        }

        private void writeValue(int number, @Nullable Object value) throws IOException {
            if (value == null || (table.isLong(number) && !table.inLedger(number) && !wanted.test(number))) {
                return;
            }
            out.writeShort(number);
            if (value instanceof Long whole) {
                out.writeByte('l');
                out.writeLong(whole);
            } else if (value instanceof Double real) {
                out.writeByte('d');
                out.writeDouble(real);
            } else if (value instanceof Boolean flag) {
                out.writeByte(flag ? 't' : 'f');
            } else if (value instanceof Spans ranges) {
                out.writeByte(ranges.whole() ? 'w' : 's');
                out.writeInt(ranges.size());
                for (int i = 0; i < ranges.size(); i++) {
                    out.writeInt(ranges.start(i));
                    out.writeInt(ranges.end(i));
                    out.writeDouble(ranges.score(i));
                }
            } else if (value instanceof Vector vector) {
                out.writeByte('v');
                DocumentCodec.vector(out, vector);
            } else {
                out.writeByte('c');
                writeString(value.toString());
            }
        }

        private void writeString(String text) throws IOException {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            out.writeInt(utf8.length);
            out.write(utf8);
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    /**
     * Reads rows in their order, a block ahead, so that the end is met in {@link #fill} alone and not in the loop over
     * documents, as in {@link RecordsAhead}.
     */
    static final class Reader implements Closeable {
        private static final int BLOCK = 128;

        private final DataInputStream in;
        private final int signals;
        private final List<Row> ahead = new ArrayList<>(BLOCK);
        private int at;

        /** Sequence number of the next row; behind the last one, more than any. */
        private long due;

        Reader(InputStream in, SignalTable table) throws IOException {
            this.in = new DataInputStream(new BufferedInputStream(new ZstdInputStream(in)));
            this.signals = table.size();
            fill();
        }

        /** The rows of the document with a sequence number, which must be asked for in order. */
        List<Row> of(long sequence) throws IOException {
            List<Row> rows = new ArrayList<>(1);
            while (due <= sequence) {
                if (due == sequence) {
                    rows.add(ahead.get(at));
                }
                at++;
                if (at < ahead.size()) {
                    due = ahead.get(at).sequence();
                } else {
                    fill();
                }
            }
            return rows;
        }

        private void fill() throws IOException {
            ahead.clear();
            at = 0;
            due = Long.MAX_VALUE;
            while (ahead.size() < BLOCK) {
                Row row = read();
                if (row == null) {
                    break;
                }
                ahead.add(row);
            }
            if (!ahead.isEmpty()) {
                due = ahead.get(0).sequence();
            }
        }

        private @Nullable Row read() throws IOException {
            long sequence;
            try {
                sequence = in.readLong();
            } catch (EOFException end) {
                return null;
            }
            int head = in.readByte();
            String id = (head & 8) == 0 ? null : readString();
            Fate fate = Fate.values()[head & 3];
            String step = fate == Fate.PASSED ? null : readString();
            String reason = fate == Fate.PASSED ? null : readString();
            MatchedIds match = (head & 4) == 0 ? null : readMatch();
            TextSize size = (head & 16) == 0 ? null : new TextSize(in.readLong(), in.readLong());
            @Nullable Object[] values = new Object[signals];
            int number = in.readShort();
            while (number >= 0) {
                values[number] = readValue();
                number = in.readShort();
            }
            return new Row(
                    sequence, id, fate, step == null || step.isEmpty() ? null : step, reason, match, size, values);
        }

        private String readString() throws IOException {
            return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
        }

        private MatchedIds readMatch() throws IOException {
            String group = readString();
            String survivor = readString();
            String index = readString();
            long size = in.readLong();
            double similarity = in.readDouble();
            Decision.Names names = new Decision.Names(group, survivor, index.isEmpty() ? null : index);
            return new MatchedIds(names, size, Double.isNaN(similarity) ? null : similarity);
        }

        private Object readValue() throws IOException {
            int kind = in.readByte();
            return switch (kind) {
                case 'l' -> in.readLong();
                case 'd' -> in.readDouble();
                case 't' -> true;
                case 'f' -> false;
                case 'c' -> readString();
                case 'v' -> DocumentCodec.vector(in);
                case 's', 'w' -> readSpans(kind == 'w');
                default -> throw new IOException("unknown value kind " + kind + " in a ledger fragment");
            };
        }

        private Spans readSpans(boolean whole) throws IOException {
            int size = in.readInt();
            int[] bounds = new int[2 * size];
            double[] scores = new double[size];
            for (int i = 0; i < size; i++) {
                bounds[2 * i] = in.readInt();
                bounds[2 * i + 1] = in.readInt();
                scores[i] = in.readDouble();
            }
            return new Spans(bounds, scores, whole);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    /** The document's signals as an array by number: the latest value of each name. */
    static @Nullable Object[] values(Signals signals, SignalTable table) {
        @Nullable Object[] values = new Object[table.size()];
        signals.forEach((name, value) -> {
            Integer number = table.number(name);
            if (number != null) {
                values[number] = value;
            }
        });
        return values;
    }
}
