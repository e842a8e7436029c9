package dev.sluice.pipelines;

import dev.sluice.operators.Decision;
import dev.sluice.operators.Global;
import dev.sluice.operators.Locator;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Decisions as records, so that they are sorted by locator, stored and merged like evidence. */
@SuppressWarnings("EnumOrdinal") // lives no longer than a run of one version
final class DecisionTable {
    /** Locator, action with reason and copies, group, survivor, size, similarity. */
    static final Global.Table DECISIONS = new Global.Table("decisions", 6, 1, 0);

    /** Locator, number of the range, start, end. */
    static final Global.Table SPANS = new Global.Table("decision_spans", 4, 1, 0);

    private static final int MATCH = 1;
    private static final int SIMILARITY = 2;

    private DecisionTable() {}

    /** Writes a decision. */
    static void write(Decision decision, Global.Records out) {
        Enum<?> reason = decision.reason();
        Decision.Match match = decision.match();
        Double similarity = match == null ? null : match.similarity();
        long head = decision.action().ordinal()
                | (long) ((match == null ? 0 : MATCH) | (similarity == null ? 0 : SIMILARITY)) << 8
                | (reason == null ? 0L : reason.ordinal() + 1L) << 16
                | (long) decision.copies() << 32;
        out.add(
                DECISIONS,
                decision.locator(),
                head,
                match == null ? 0 : match.group(),
                match == null ? 0 : match.survivor(),
                match == null ? 0 : match.size(),
                similarity == null ? 0 : Double.doubleToLongBits(similarity));
        int[] spans = decision.spans();
        if (spans != null) {
            for (int i = 0; i < spans.length; i += 2) {
                out.add(SPANS, decision.locator(), i / 2, spans[i], spans[i + 1]);
            }
        }
    }

    /** Whether a record of {@link #DECISIONS} drops its document. */
    static boolean drops(long[] record) {
        return (record[1] & 0xff) == Decision.Action.DROP.ordinal();
    }

    /** Reads the decisions about one partition in the order of its documents. */
    static final class Reader implements Closeable {
        private final RecordsAhead decisions;
        private final MergedRuns spans;
        private final Enum<?>[] reasons;
        private long @Nullable [] span;

        Reader(Store store, TaskFiles files, int partition, Class<? extends Enum<?>> reasons) throws IOException {
            this(store, files, Locator.of(partition, 0), Locator.last(partition), reasons);
        }

        private Reader(Store store, TaskFiles files, long lowest, long highest, Class<? extends Enum<?>> reasons)
                throws IOException {
            this.decisions = new RecordsAhead(
                    MergedRuns.open(store, files.runs(DECISIONS.name()), DECISIONS.words(), lowest, highest),
                    DECISIONS.words());
            this.spans = MergedRuns.open(store, files.runs(SPANS.name()), SPANS.words(), lowest, highest);
            this.reasons = reasons.getEnumConstants();
            this.span = spans.next();
        }

        /** Reads the decisions about all partitions. */
        static Reader ofAll(Store store, TaskFiles files, Class<? extends Enum<?>> reasons) throws IOException {
            return new Reader(store, files, 0, Long.MAX_VALUE, reasons);
        }

        /** The next decision by locator, or null behind the last one. */
        @Nullable Decision next() throws IOException {
            if (decisions.first() == Long.MAX_VALUE) {
                return null;
            }
            Decision next = read(decisions.first());
            decisions.advance();
            return next;
        }

        /** The decision about a document, or null when nothing was decided. Locators must be asked for in order. */
        @Nullable Decision about(long locator) throws IOException {
            while (decisions.first() < locator) {
                decisions.advance();
            }
            return decisions.first() == locator ? read(locator) : null;
        }

        private Decision read(long locator) throws IOException {
            long head = decisions.word(1);
            int flags = (int) (head >>> 8) & 0xff;
            int reason = (int) (head >>> 16) & 0xffff;
            Decision.Match match = (flags & MATCH) == 0
                    ? null
                    : new Decision.Match(
                            decisions.word(2),
                            decisions.word(3),
                            decisions.word(4),
                            (flags & SIMILARITY) == 0 ? null : Double.longBitsToDouble(decisions.word(5)));
            return new Decision(
                    locator,
                    Decision.Action.values()[(int) head & 0xff],
                    reason == 0 ? null : reasons[reason - 1],
                    (int) (head >>> 32),
                    spansOf(locator),
                    match);
        }

        private int @Nullable [] spansOf(long locator) throws IOException {
            int[] bounds = new int[0];
            int size = 0;
            long[] record = span;
            while (record != null && record[0] <= locator) {
                if (record[0] == locator) {
                    if (size == bounds.length) {
                        bounds = Arrays.copyOf(bounds, Math.max(8, 2 * size));
                    }
                    bounds[size++] = (int) record[2];
                    bounds[size++] = (int) record[3];
                }
                record = spans.next();
            }
            span = record;
            return size == 0 ? null : Arrays.copyOf(bounds, size);
        }

        @Override
        public void close() throws IOException {
            decisions.close();
            spans.close();
        }
    }
}
