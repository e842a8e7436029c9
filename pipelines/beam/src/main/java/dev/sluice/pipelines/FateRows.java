package dev.sluice.pipelines;

import dev.sluice.operators.Annotator;
import dev.sluice.operators.Document;
import dev.sluice.plan.NamedFields;
import dev.sluice.plan.SignalTable;
import dev.sluice.plan.Stages;
import dev.sluice.plan.Step;
import dev.sluice.text.TextSize;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Writes the fates of one partition in a stage that is not the last, in the order in which documents entered it. Where a step
 * works on batches, later documents may be dropped before earlier ones pass: then the rows are held and sorted.
 */
final class FateRows implements Closeable {
    private final SignalTable signals;
    private final boolean batches;
    private final List<Fates.Row> held = new ArrayList<>();
    private final Store.Attempt attempt;
    private final Fates.Writer writer;
    private long last = -1;
    private boolean several;
    private String enteringId = "";

    FateRows(RunSpec spec, Store store, Stages.DocumentStage stage, int partition) throws IOException {
        this.signals = spec.signals();
        this.batches = stage.steps().stream()
                .anyMatch(step -> step.operator() instanceof Annotator annotator && annotator.batchSize() > 1);
        this.attempt = store.create(RunSpec.fatesPath(stage.number(), partition));
        this.writer = new Fates.Writer(attempt.stream(), signals, wantedSignals(spec));
    }

    /** Signals that the output carries or a step needs. */
    private static IntPredicate wantedSignals(RunSpec spec) {
        if (spec.plan().output().signals()) {
            return number -> true;
        }
        Set<Integer> needed = new HashSet<>();
        for (Step step : spec.plan().steps()) {
            NamedFields.signalsOf(step)
                    .map(spec.signals()::number)
                    .filter(Objects::nonNull)
                    .forEach(needed::add);
        }
        return needed::contains;
    }

    /** A document enters the stage; rows of documents made of it name their ids where these differ. */
    void enter(Document document) {
        enteringId = document.id();
    }

    /** Adds what became of a document, see {@link Fates.Row}. */
    void add(
            Document document,
            Fates.Fate fate,
            @Nullable String step,
            @Nullable String reason,
            Fates.@Nullable MatchedIds match)
            throws IOException {
        String id = document.id();
        Fates.Row row = new Fates.Row(
                document.sequence(),
                batches || !id.equals(enteringId) ? id : null,
                fate,
                step,
                reason,
                match,
                fate == Fates.Fate.PASSED ? TextSize.of(document) : null,
                Fates.values(document.signals(), signals));
        if (batches) {
            held.add(row);
        } else {
            write(row);
        }
    }

    private void write(Fates.Row row) throws IOException {
        several |= row.sequence() == last;
        last = row.sequence();
        writer.write(row);
    }

    /** Whether the stage made several documents of one; known once all rows are written. */
    boolean several() {
        return several;
    }

    /** Writes what is held and ends the file. */
    Store.Stored finish() throws IOException {
        held.sort(Comparator.comparingLong(Fates.Row::sequence));
        for (Fates.Row row : held) {
            write(row);
        }
        writer.close();
        return attempt.commit();
    }

    @Override
    public void close() throws IOException {
        attempt.close();
    }
}
