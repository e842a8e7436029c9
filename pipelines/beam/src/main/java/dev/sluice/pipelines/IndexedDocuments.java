package dev.sluice.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.operators.Global;
import dev.sluice.operators.IndexMerge;
import dev.sluice.operators.Locator;
import java.io.IOException;
import java.util.List;

/** The documents that gave evidence for an index: their ids, what the index holds of them, and their numbers. */
final class IndexedDocuments implements IndexMerge.Documents {
    private final Store store;
    private final int stage;
    private final Global.Index index;
    private final TaskFiles files;

    /** How many documents stand before those of each partition, and behind the last one. */
    private final long[] before;

    /** @param taken the records of the stage's tasks, in the order of the partitions */
    IndexedDocuments(Store store, int stage, List<JsonNode> taken, Global.Index index, TaskFiles files) {
        this.store = store;
        this.stage = stage;
        this.index = index;
        this.files = files;
        this.before = new long[taken.size() + 1];
        for (int partition = 0; partition < taken.size(); partition++) {
            before[partition + 1] =
                    before[partition] + taken.get(partition).path("passed").asLong();
        }
    }

    @Override
    public long number(long locator) {
        return before[Locator.partition(locator)] + Locator.ordinal(locator);
    }

    @Override
    public void forEach(IndexMerge.Holder holder) throws IOException {
        Global.Table table = index.documents();
        if (table == null) {
            return;
        }
        long[] nothing = new long[table.words()];
        try (MergedRuns runs =
                MergedRuns.open(store, files.runs(table.name()), table.words(), Long.MIN_VALUE, Long.MAX_VALUE)) {
            RecordsAhead held = new RecordsAhead(runs, table.words());
            long[] record = new long[table.words()];
            for (int partition = 0; partition < before.length - 1; partition++) {
                int number = partition;
                long[] ordinal = {0};
                IdIndex.forEach(store.read(RunSpec.idsPath(stage, partition)), id -> {
                    long locator = Locator.of(number, ordinal[0]++);
                    while (held.first() < locator) {
                        held.advance();
                    }
                    boolean there = held.first() == locator;
                    for (int word = 0; there && word < record.length; word++) {
                        record[word] = held.word(word);
                    }
                    holder.hold(there ? record : nothing, 1, id);
                });
            }
        }
    }
}
