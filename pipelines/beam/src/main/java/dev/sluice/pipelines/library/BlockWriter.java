package dev.sluice.pipelines.library;

import dev.sluice.operators.Global;
import dev.sluice.operators.LongTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.values.KV;

/** Gathers the records that one worker emits into blocks, a table and a range of keys each. */
final class BlockWriter implements Global.Records {
    /** Takes full blocks. */
    interface Blocks {
        void add(Global.Table table, KV<Integer, byte[]> block);
    }

    private final Map<String, LongTable[]> open = new HashMap<>();
    private final List<Global.Table> tables;
    private final int ranges;
    private Blocks sink;

    /** @param sink takes full blocks, until {@link #to} names another */
    BlockWriter(List<Global.Table> tables, int ranges, Blocks sink) {
        this.tables = tables;
        this.ranges = ranges;
        this.sink = sink;
        for (Global.Table table : tables) {
            open.put(table.name(), new LongTable[ranges]);
        }
    }

    @Override
    public void add(Global.Table table, long... words) {
        LongTable[] byRange = open.get(table.name());
        if (byRange == null || words.length != table.words()) {
            throw new IllegalStateException("a record of " + words.length + " words for table " + table.name());
        }
        int range = table.keyWords() == 0 ? 0 : EvidenceBlock.range(words[0], ranges);
        LongTable records = byRange[range];
        if (records == null) {
            records = new LongTable(table.words());
            byRange[range] = records;
        }
        records.add(words);
        if (records.bytes() >= EvidenceBlock.BYTES) {
            handOver(table, range, records);
        }
    }

    /** Names who takes full blocks from now on. */
    void to(Blocks sink) {
        this.sink = sink;
    }

    /** Hands over what is left. */
    void finish() {
        for (Global.Table table : tables) {
            LongTable[] byRange = open.get(table.name());
            for (int range = 0; byRange != null && range < ranges; range++) {
                LongTable records = byRange[range];
                if (records != null && records.size() > 0) {
                    handOver(table, range, records);
                }
            }
        }
    }

    private void handOver(Global.Table table, int range, LongTable records) {
        sink.add(table, KV.of(range, EvidenceBlock.pack(records, table.words())));
        records.clear();
    }
}
