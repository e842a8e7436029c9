package dev.sluice.pipelines;

import dev.sluice.connectors.parquet.ParquetTable;
import dev.sluice.operators.Document;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Spans;
import dev.sluice.plan.SignalTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of every document of one partition: where it came from, its fate, who decided and why, which document it
 * duplicates ({@code duplicate_of}, a document of this run, or of the earlier one whose index {@code duplicate_in} names), and
 * every value that was measured, each in a column of its own. Of lists of spans only those that global
 * operators decided about are here, as JSON; the others, and vectors, are left to the output.
 */
final class Ledger implements AutoCloseable {
    private static final int FIXED = 12;
    private static final int LEVEL = 1;
    private static final long ROW_GROUP_BYTES = 16L << 20;

    private final SignalTable signals;
    private final List<Integer> columns = new ArrayList<>();
    private final Store.Attempt attempt;
    private final ParquetTable table;

    Ledger(Store store, String path, SignalTable signals) throws IOException {
        this.signals = signals;
        List<ParquetTable.Column> schema = new ArrayList<>(List.of(
                new ParquetTable.Column("file", ParquetTable.Type.STRING),
                new ParquetTable.Column("offset", ParquetTable.Type.LONG, true),
                new ParquetTable.Column("child", ParquetTable.Type.LONG),
                new ParquetTable.Column("id", ParquetTable.Type.STRING, true),
                new ParquetTable.Column("fate", ParquetTable.Type.STRING),
                new ParquetTable.Column("step", ParquetTable.Type.STRING),
                new ParquetTable.Column("reason", ParquetTable.Type.STRING),
                new ParquetTable.Column("duplicate_of", ParquetTable.Type.STRING, true),
                new ParquetTable.Column("duplicate_in", ParquetTable.Type.STRING),
                new ParquetTable.Column("cluster", ParquetTable.Type.STRING, true),
                new ParquetTable.Column("cluster_size", ParquetTable.Type.LONG),
                new ParquetTable.Column("similarity", ParquetTable.Type.DOUBLE)));
        for (int i = 0; i < signals.size(); i++) {
            Signal.Kind kind = signals.kind(i);
            if (signals.inLedger(i)) {
                columns.add(i);
                schema.add(new ParquetTable.Column(
                        signals.name(i),
                        switch (kind) {
                            case COUNT -> ParquetTable.Type.LONG;
                            case NUMBER -> ParquetTable.Type.DOUBLE;
                            case FLAG -> ParquetTable.Type.BOOLEAN;
                            case LABEL, SPANS, VECTOR -> ParquetTable.Type.STRING;
                        }));
            }
        }
        this.attempt = store.create(path);
        this.table = ParquetTable.open(attempt.stream(), schema, LEVEL, ROW_GROUP_BYTES);
    }

    /** A document of the present stage. */
    void add(
            Document document,
            String fate,
            @Nullable String step,
            @Nullable String reason,
            Fates.@Nullable MatchedIds match)
            throws IOException {
        add(document, document.id(), Fates.values(document.signals(), signals), fate, step, reason, match);
    }

    /** A document of an earlier stage, whose values come from that stage's fates. */
    void add(
            Document document,
            String id,
            @Nullable Object[] values,
            String fate,
            @Nullable String step,
            @Nullable String reason,
            Fates.@Nullable MatchedIds match)
            throws IOException {
        @Nullable Object[] row = new Object[FIXED + columns.size()];
        row[0] = document.position().file();
        row[1] = document.position().offset();
        row[2] = document.child() == 0 ? null : (long) document.child();
        row[3] = id;
        row[4] = fate;
        row[5] = step;
        row[6] = reason;
        if (match != null) {
            row[7] = match.names().survivor();
            row[8] = match.names().index();
            row[9] = match.names().group();
            row[10] = match.size();
            row[11] = match.similarity();
        }
        for (int i = 0; i < columns.size(); i++) {
            int number = columns.get(i);
            Object value = values[number];
            if (value instanceof Long whole && signals.kind(number) == Signal.Kind.NUMBER) {
                value = whole.doubleValue();
            } else if (value instanceof Spans spans) {
                value = spans.toString();
            }
            row[FIXED + i] = value;
        }
        table.append(row);
    }

    /** A record that never became a document. */
    void addUnread(String file, long offset, String reason) throws IOException {
        @Nullable Object[] row = new Object[FIXED + columns.size()];
        row[0] = file;
        row[1] = offset;
        row[4] = "dead_letter";
        row[6] = reason;
        table.append(row);
    }

    Store.Stored finish() throws IOException {
        table.close();
        return attempt.commit();
    }

    @Override
    public void close() throws IOException {
        attempt.close();
    }
}
