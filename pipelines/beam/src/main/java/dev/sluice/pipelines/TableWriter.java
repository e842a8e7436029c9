package dev.sluice.pipelines;

import dev.sluice.operators.Global;
import dev.sluice.operators.LongTable;
import dev.sluice.plan.Chain;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Takes the records that one task emits, table by table, and stores them as sorted runs of bounded size. */
final class TableWriter implements Global.Records {
    /** Records of one table that are held before a run is written. */
    private static final long RUN_BYTES = 32L << 20;

    private final Store store;
    private final String folder;
    private final String task;
    private final Map<String, Global.Table> tables = new HashMap<>();
    private final Map<String, LongTable> open = new LinkedHashMap<>();
    private final Map<String, List<String>> runs = new LinkedHashMap<>();
    private final List<Store.Stored> files = new ArrayList<>();
    private final Map<String, Long> remarks = new TreeMap<>();
    private long bytes;

    /**
     * @param folder the step's folder in the store
     * @param task the task's number, which names its files
     */
    TableWriter(Store store, String folder, String task, List<Global.Table> tables) {
        this.store = store;
        this.folder = folder;
        this.task = task;
        for (Global.Table table : tables) {
            this.tables.put(table.name(), table);
            open.put(table.name(), new LongTable(table.words()));
            runs.put(table.name(), new ArrayList<>());
        }
    }

    @Override
    public void add(Global.Table table, long... words) {
        LongTable records = open.get(table.name());
        if (records == null || words.length != table.words()) {
            throw new IllegalArgumentException("no table " + table.name() + " of " + words.length + " words");
        }
        records.add(words);
        if (records.bytes() >= RUN_BYTES) {
            flush(table.name());
        }
    }

    @Override
    public void remark(Enum<?> remark) {
        remarks.merge(Chain.nameOf(remark), 1L, Long::sum);
    }

    private void flush(String table) {
        LongTable records = open.get(table);
        if (records.size() == 0) {
            return;
        }
        records.sort();
        List<String> written = runs.get(table);
        String path = folder + "/" + table + "/" + task + "-" + written.size() + ".run";
        int words = tables.get(table).words();
        try (Store.Attempt attempt = store.create(path)) {
            SortedRun.write(records, words, attempt.stream());
            files.add(attempt.commit());
        } catch (IOException cause) {
            throw new java.io.UncheckedIOException(cause);
        }
        bytes += records.bytes();
        written.add(path);
        records.clear();
    }

    /** Writes what is left. */
    void finish() {
        List.copyOf(open.keySet()).forEach(this::flush);
    }

    /** Paths of the runs of each table. */
    Map<String, List<String>> runs() {
        return runs;
    }

    List<Store.Stored> files() {
        return files;
    }

    /** Documents by remark. */
    Map<String, Long> remarks() {
        return remarks;
    }

    /** Bytes of evidence written. */
    long bytes() {
        return bytes;
    }
}
