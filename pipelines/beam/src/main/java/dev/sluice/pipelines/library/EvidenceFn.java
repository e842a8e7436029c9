package dev.sluice.pipelines.library;

import dev.sluice.operators.Decision;
import dev.sluice.operators.Document;
import dev.sluice.operators.Global;
import dev.sluice.operators.LongTable;
import dev.sluice.plan.Chain;
import dev.sluice.plan.Step;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.jspecify.annotations.Nullable;

/** Takes the evidence of one round from documents; passes the documents on. */
final class EvidenceFn extends DoFn<KV<Long, Decided>, KV<Long, Decided>> {
    private static final long serialVersionUID = 1;

    private final Step step;
    private final long seed;
    private final int round;
    private final int ranges;
    private transient Global.@Nullable Taker taker;
    private transient @Nullable BlockWriter blocks;
    private transient @Nullable OneDocument one;

    EvidenceFn(Step step, long seed, int round, int ranges) {
        this.step = step;
        this.seed = seed;
        this.round = round;
        this.ranges = ranges;
    }

    /** Where the blocks of a table go. */
    static TupleTag<KV<Integer, byte[]>> tag(Global.Table table) {
        return new TupleTag<>("table " + table.name()) {};
    }

    private Global.Round definition() {
        return ((Global) step.operator()).rounds().get(round);
    }

    /** Opens the operator. */
    @Setup
    public void open() {
        taker = definition().evidence().open(Chain.resources(step, seed, Path::of));
        one = new OneDocument();
    }

    /** Begins with empty blocks: what a failed bundle gathered is taken again. */
    @StartBundle
    public void start() {
        blocks = new BlockWriter(definition().tables(), ranges, (table, block) -> {
            throw new IllegalStateException("no document is under way");
        });
    }

    /** Takes the evidence of one document; one that fails leaves none. */
    @ProcessElement
    public void process(@Element KV<Long, Decided> element, MultiOutputReceiver out) {
        Global.Taker open = taker;
        OneDocument records = one;
        BlockWriter writer = blocks;
        if (open == null || records == null || writer == null) {
            throw new IllegalStateException("not set up");
        }
        Document document = element.getValue().document();
        Decision before = element.getValue().decision();
        records.clear();
        try {
            open.take(document, element.getKey(), () -> before, records);
        } catch (RuntimeException | StackOverflowError cause) {
            out.get(Curate.FAILED).output(KV.of(step.name() + ": " + cause, document));
            return;
        }
        writer.to((table, block) -> out.get(tag(table)).output(block));
        records.forEach(writer);
        out.get(Decide.DOCUMENTS).output(element);
    }

    /** Hands over what is left. */
    @FinishBundle
    public void finish(FinishBundleContext context) {
        BlockWriter writer = blocks;
        if (writer != null) {
            writer.to((table, block) ->
                    context.output(tag(table), block, BoundedWindow.TIMESTAMP_MIN_VALUE, GlobalWindow.INSTANCE));
            writer.finish();
        }
    }

    /** The records of one document, held until it is through. */
    private static final class OneDocument implements Global.Records {
        private final List<Global.Table> order = new ArrayList<>();
        private final Map<String, LongTable> tables = new HashMap<>();

        @Override
        public void add(Global.Table table, long... words) {
            LongTable records = tables.get(table.name());
            if (records == null) {
                records = new LongTable(table.words());
                tables.put(table.name(), records);
                order.add(table);
            }
            records.add(words);
        }

        void clear() {
            tables.values().forEach(LongTable::clear);
        }

        void forEach(Global.Records to) {
            for (Global.Table table : order) {
                LongTable records = tables.get(table.name());
                long[] record = new long[table.words()];
                for (int row = 0; records != null && row < records.size(); row++) {
                    records.read(row, record);
                    to.add(table, record);
                }
            }
        }
    }
}
