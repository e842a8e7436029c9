package dev.sluice.pipelines.library;

import dev.sluice.operators.Decision;
import dev.sluice.operators.Global;
import dev.sluice.operators.LongTable;
import dev.sluice.operators.Resources;
import dev.sluice.plan.Chain;
import dev.sluice.plan.Step;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/**
 * Runs one pass over one range of keys, or over everything in one worker. The blocks of a group arrive in any order; what
 * the operator sees is sorted.
 */
final class PassFn extends DoFn<KV<Integer, Iterable<KV<Integer, byte[]>>>, Decision> {
    private static final long serialVersionUID = 1;

    private final Step step;
    private final long seed;
    private final int round;
    private final int pass;
    private final int ranges;

    PassFn(Step step, long seed, int round, int pass, int ranges) {
        this.step = step;
        this.seed = seed;
        this.round = round;
        this.pass = pass;
        this.ranges = ranges;
    }

    /** Runs the pass over the blocks of one group, each with the number of its table among those the pass reads. */
    @ProcessElement
    public void process(@Element KV<Integer, Iterable<KV<Integer, byte[]>>> group, MultiOutputReceiver out) {
        Global.Pass definition =
                ((Global) step.operator()).rounds().get(round).passes().get(pass);
        List<Global.Table> inputs =
                definition instanceof Global.Keyed keyed ? List.of(keyed.input()) : ((Global.Fold) definition).inputs();
        LongTable[] tables =
                inputs.stream().map(table -> new LongTable(table.words())).toArray(LongTable[]::new);
        for (KV<Integer, byte[]> block : group.getValue()) {
            int number = block.getKey();
            EvidenceBlock.unpack(block.getValue(), inputs.get(number).words(), tables[number]);
        }
        for (LongTable table : tables) {
            table.sort();
        }
        Resources resources = Chain.resources(step, seed, Path::of);
        Global.Decisions decisions = decision -> out.get(Decide.DECISIONS).output(decision);
        BlockWriter writer = new BlockWriter(
                definition.outputs(),
                ranges,
                (table, block) -> out.get(EvidenceFn.tag(table)).output(block));
        if (definition instanceof Global.Keyed keyed) {
            reduce(keyed, tables[0], keyed.reducer().open(resources), writer, decisions);
        } else if (definition instanceof Global.Fold fold) {
            Global.Folder folder = fold.folder().open(resources);
            for (int i = 0; i < tables.length; i++) {
                long[] record = new long[inputs.get(i).words()];
                for (int row = 0; row < tables[i].size(); row++) {
                    tables[i].read(row, record);
                    folder.accept(inputs.get(i), record);
                }
            }
            folder.finish(writer, decisions);
        }
        writer.finish();
    }

    private static void reduce(
            Global.Keyed keyed,
            LongTable table,
            Global.Reducer reducer,
            Global.Records out,
            Global.Decisions decisions) {
        int keyWords = keyed.input().keyWords();
        long[] record = new long[keyed.input().words()];
        long[] key = new long[keyWords];
        for (int row = 0; row < table.size(); row++) {
            table.read(row, record);
            boolean newKey = row == 0 || Arrays.mismatch(record, 0, keyWords, key, 0, keyWords) >= 0;
            System.arraycopy(record, 0, key, 0, keyWords);
            reducer.accept(record, newKey, out, decisions);
        }
        reducer.finish(out, decisions);
    }
}
