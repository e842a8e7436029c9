package dev.sluice.pipelines;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.operators.Global;
import dev.sluice.operators.LimitException;
import dev.sluice.operators.Locator;
import dev.sluice.operators.Resources;
import dev.sluice.plan.Chain;
import dev.sluice.plan.Stages;
import java.io.IOException;
import java.io.Serializable;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One task of one pass of a global step: goes through a range of the keys of a table, or through whole tables in a
 * single worker, and stores what comes out as sorted runs.
 */
final class PassTask {
    private PassTask() {}

    /**
     * What a pass needs to know.
     *
     * @param stage number of the document stage that gave the evidence
     * @param deciding the step and its round
     * @param pass which of the round's passes
     * @param ranges into how many ranges the keys are cut
     * @param inputs the runs of the tables it reads
     * @param earlier decisions of steps before this one about the same evidence; documents they drop are left out
     */
    record Job(int stage, Stages.Deciding deciding, int pass, int ranges, TaskFiles inputs, List<TaskFiles> earlier)
            implements Serializable {
        String name() {
            return RunSpec.passStage(stage, deciding, pass);
        }

        Global.Pass definition() {
            return deciding.rounds().passes().get(pass);
        }
    }

    /** Runs the task to its end; gives its record. */
    static ObjectNode run(RunSpec spec, Store store, Job job, int range) throws IOException {
        long started = System.nanoTime();
        Dropped dropped = Dropped.of(spec.runId(), store, job.earlier());
        Resources resources = Chain.resources(job.deciding().step(), spec.plan().seed(), spec::asset);
        Global.Pass pass = job.definition();
        List<Global.Table> outputs = new ArrayList<>(List.of(DecisionTable.DECISIONS, DecisionTable.SPANS));
        outputs.addAll(pass.outputs());
        TableWriter out = new TableWriter(store, "stages/" + job.name(), Integer.toString(range), outputs);
        boolean edits = ((Global) job.deciding().step().operator()).edits()
                || !job.deciding().last();
        Global.Decisions decisions = decision -> {
            if (decision.edits() && !edits) {
                throw new IllegalStateException(job.deciding().step().name() + " does not say that it edits documents");
            }
            DecisionTable.write(decision, out);
        };
        long records = 0;
        GroupSizes groups = new GroupSizes();
        try {
            if (pass instanceof Global.Keyed keyed) {
                reduce(keyed, store, job, range, dropped, resources, groups, out, decisions);
                records = groups.records();
            } else if (pass instanceof Global.Fold fold) {
                records = fold(fold, store, job, dropped, resources, out, decisions);
            }
        } catch (LimitException tooMany) {
            throw tooMany.in(resources.step());
        }
        out.finish();
        ObjectNode record = Json.object();
        record.put("task", range);
        record.put("records", records);
        if (pass instanceof Global.Keyed) {
            groups.writeTo(record.putObject("groups"));
        }
        record.set("runs", Json.of(out.runs()));
        record.put("evidence_bytes", out.bytes());
        Json.putFiles(record, out.files());
        record.put("nanos", System.nanoTime() - started);
        return record;
    }

    private static void reduce(
            Global.Keyed keyed,
            Store store,
            Job job,
            int range,
            Dropped dropped,
            Resources resources,
            GroupSizes groups,
            TableWriter out,
            Global.Decisions decisions)
            throws IOException {
        Global.Table table = keyed.input();
        Global.Reducer reducer = keyed.reducer().open(resources);
        long[] key = new long[table.keyWords()];
        boolean first = true;
        // The first key word is a hash, so equal parts of its range hold about equally many records.
        long width = job.ranges() == 1 ? 0 : Long.divideUnsigned(-1L, job.ranges()) + 1;
        long lowest = Long.MIN_VALUE + range * width;
        long highest = range == job.ranges() - 1 ? Long.MAX_VALUE : lowest + width - 1;
        try (MergedRuns runs =
                MergedRuns.open(store, job.inputs().runs(table.name()), table.words(), lowest, highest)) {
            for (long[] record = runs.next(); record != null; record = runs.next()) {
                if (table.locatorWord() >= 0 && dropped.contains(record[table.locatorWord()])) {
                    continue;
                }
                boolean newKey = first;
                for (int i = 0; i < key.length; i++) {
                    newKey |= key[i] != record[i];
                    key[i] = record[i];
                }
                first = false;
                groups.add(newKey);
                reducer.accept(record, newKey, out, decisions);
            }
        }
        groups.end();
        reducer.finish(out, decisions);
    }

    private static long fold(
            Global.Fold fold,
            Store store,
            Job job,
            Dropped dropped,
            Resources resources,
            TableWriter out,
            Global.Decisions decisions)
            throws IOException {
        Global.Folder folder = fold.folder().open(resources);
        long records = 0;
        for (Global.Table table : fold.inputs()) {
            try (MergedRuns runs = MergedRuns.open(
                    store, job.inputs().runs(table.name()), table.words(), Long.MIN_VALUE, Long.MAX_VALUE)) {
                for (long[] record = runs.next(); record != null; record = runs.next()) {
                    if (table.locatorWord() < 0 || !dropped.contains(record[table.locatorWord()])) {
                        records++;
                        folder.accept(table, record);
                    }
                }
            }
        }
        folder.finish(out, decisions);
        return records;
    }

    /** The documents that earlier steps drop: one bit a document that gave evidence. Not changed once it is read. */
    static final class Dropped {
        private static final Dropped NOTHING = new Dropped();

        /** What was read last in this process: the tasks of a pass, and the passes of a step, all ask for the same. */
        private static @Nullable Source latest;

        private static SoftReference<Dropped> read = new SoftReference<>(NOTHING);

        private final Map<Integer, BitSet> byPartition = new HashMap<>();

        /** The runs of decisions of the steps, which never change. */
        private record Source(String run, List<List<String>> files) {}

        /** Reads decisions, or waits for another task of the same process that does. */
        static synchronized Dropped of(String run, Store store, List<TaskFiles> decisions) throws IOException {
            Source source = new Source(
                    run,
                    decisions.stream()
                            .map(files -> List.copyOf(files.runs(DecisionTable.DECISIONS.name())))
                            .toList());
            if (source.files().stream().allMatch(List::isEmpty)) {
                return NOTHING;
            }
            Dropped known = source.equals(latest) ? read.get() : null;
            if (known == null) {
                known = read(store, decisions);
                latest = source;
                read = new SoftReference<>(known);
            }
            return known;
        }

        private static Dropped read(Store store, List<TaskFiles> decisions) throws IOException {
            Dropped dropped = new Dropped();
            for (TaskFiles files : decisions) {
                Global.Table table = DecisionTable.DECISIONS;
                try (MergedRuns runs = MergedRuns.open(
                        store, files.runs(table.name()), table.words(), Long.MIN_VALUE, Long.MAX_VALUE)) {
                    for (long[] record = runs.next(); record != null; record = runs.next()) {
                        if (DecisionTable.drops(record)) {
                            dropped.byPartition
                                    .computeIfAbsent(Locator.partition(record[0]), p -> new BitSet())
                                    .set(Math.toIntExact(Locator.ordinal(record[0])));
                        }
                    }
                }
            }
            return dropped;
        }

        boolean contains(long locator) {
            if (byPartition.isEmpty()) {
                return false;
            }
            BitSet bits = byPartition.get(Locator.partition(locator));
            return bits != null && bits.get((int) Locator.ordinal(locator));
        }
    }
}
