package dev.sluice.pipelines.library;

import dev.sluice.operators.Decision;
import dev.sluice.operators.Document;
import dev.sluice.operators.Global;
import dev.sluice.operators.Hashing;
import dev.sluice.operators.Operator;
import dev.sluice.plan.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SimpleFunction;
import org.apache.beam.sdk.transforms.join.CoGroupByKey;
import org.apache.beam.sdk.transforms.join.KeyedPCollectionTuple;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Runs an operator that compares documents over a bounded collection of a Beam pipeline.
 *
 * <p>The operator sees its own small records, which travel in blocks of 16 KB, and never the texts; its decisions are
 * joined to the documents by id, which moves each document once a round. Runs of recipes avoid even that by reading
 * documents again: use them where documents lie in files.
 *
 * <p>Ids must be unique: documents that share one come out of {@link Curate#FAILED}, all of them. A collection has no
 * order, so where an operator prefers the earlier document, that is the one whose id has the smaller hash: the result
 * depends on the documents alone. One range of keys is sorted in memory; give more {@link #ranges} for large collections.
 * Operators with a pass in a single worker need the memory that their reference page states.
 *
 * <p>The outputs are those of {@link Curate}: kept with signals, dropped keyed {@code operator: reason}, and failed. The
 * certificate of a deduplication, its estimates of precision and recall, is part of the report that a run of
 * a recipe leaves behind; there is none here.
 */
public final class Decide extends PTransform<PCollection<Document>, PCollectionTuple> {
    static final TupleTag<KV<Long, Decided>> DOCUMENTS = new TupleTag<>("documents") {};
    static final TupleTag<Decision> DECISIONS = new TupleTag<>("decisions") {};

    private static final long serialVersionUID = 1;
    private static final int DEFAULT_RANGES = 64;

    private final Step step;
    private final long seed;
    private final int ranges;

    private Decide(Step step, long seed, int ranges) {
        this.step = step;
        this.seed = seed;
        this.ranges = ranges;
    }

    /** Runs an operator. */
    public static Decide with(Global operator) {
        Operator.Info info = operator.getClass().getAnnotation(Operator.Info.class);
        if (info == null) {
            throw new IllegalArgumentException(operator.getClass().getName() + " has no @Operator.Info");
        }
        return new Decide(new Step(1, info.name(), operator, false, "Decide"), 0, DEFAULT_RANGES);
    }

    /** The same with another seed for operators that draw; 0 unless given. */
    public Decide seed(long value) {
        return new Decide(step, value, ranges);
    }

    /** The same with evidence cut into so many ranges of keys, each sorted in the memory of one worker; 64 unless given. */
    public Decide ranges(int value) {
        if (value < 1) {
            throw new IllegalArgumentException("ranges is " + value + ", must be at least 1");
        }
        return new Decide(step, seed, value);
    }

    /** Where a document stands that has no place in an order: by the hash of its id. */
    static long locator(String id) {
        return Hashing.hash128(id)[0] >>> 1;
    }

    @Override
    public PCollectionTuple expand(PCollection<Document> documents) {
        boolean whole = documents.getWindowingStrategy().getWindowFn() instanceof GlobalWindows
                && documents.isBounded() == PCollection.IsBounded.BOUNDED;
        if (!whole) {
            throw new IllegalArgumentException(
                    step.name() + " compares all documents: it needs a bounded collection in the global window");
        }
        Global operator = (Global) step.operator();
        DecisionCoder decisionCoder = new DecisionCoder(operator.reasons());
        Coder<KV<Long, Decided>> keyed = KvCoder.of(VarLongCoder.of(), new Decided.Coder(decisionCoder));
        PCollection<KV<Long, Decided>> current =
                documents.apply("Key", MapElements.via(new Keyed())).setCoder(keyed);
        PCollectionList<KV<String, Document>> failed = PCollectionList.empty(documents.getPipeline());
        for (int round = 0; round < operator.rounds().size(); round++) {
            String name = "Round " + (round + 1);
            PCollectionTuple taken = evidence(current, operator.rounds().get(round), round, keyed);
            failed = failed.and(taken.get(Curate.FAILED));
            PCollection<Decision> decisions = passes(taken, operator.rounds().get(round), round, decisionCoder);
            PCollection<KV<Long, ResolveFn.Resolved>> resolved =
                    resolve(name, taken.get(DOCUMENTS), decisions, decisionCoder);
            PCollectionTuple joined = KeyedPCollectionTuple.of(JoinFn.DOCUMENTS, taken.get(DOCUMENTS))
                    .and(JoinFn.DECISIONS, resolved)
                    .apply(name + " Join", CoGroupByKey.create())
                    .apply(
                            name + " Decide",
                            ParDo.of(new JoinFn(step)).withOutputTags(DOCUMENTS, TupleTagList.of(Curate.FAILED)));
            joined.get(Curate.FAILED).setCoder(KvCoder.of(StringUtf8Coder.of(), DocumentCoder.of()));
            failed = failed.and(joined.get(Curate.FAILED));
            current = joined.get(DOCUMENTS).setCoder(keyed);
        }
        PCollectionTuple outcome = current.apply(
                "Carry Out",
                ParDo.of(new OutcomeFn(step, seed)).withOutputTags(Curate.KEPT, TupleTagList.of(Curate.DROPPED)));
        outcome.get(Curate.KEPT).setCoder(DocumentCoder.of());
        outcome.get(Curate.DROPPED).setCoder(KvCoder.of(StringUtf8Coder.of(), DocumentCoder.of()));
        return outcome.and(Curate.FAILED, failed.apply("Failed", Flatten.pCollections()));
    }

    private PCollectionTuple evidence(
            PCollection<KV<Long, Decided>> documents,
            Global.Round definition,
            int round,
            Coder<KV<Long, Decided>> coder) {
        TupleTagList others = TupleTagList.of(Curate.FAILED);
        for (Global.Table table : definition.tables()) {
            others = others.and(EvidenceFn.tag(table));
        }
        PCollectionTuple taken = documents.apply(
                "Round " + (round + 1) + " Evidence",
                ParDo.of(new EvidenceFn(step, seed, round, ranges)).withOutputTags(DOCUMENTS, others));
        taken.get(DOCUMENTS).setCoder(coder);
        taken.get(Curate.FAILED).setCoder(KvCoder.of(StringUtf8Coder.of(), DocumentCoder.of()));
        definition.tables().forEach(table -> taken.get(EvidenceFn.tag(table)).setCoder(blockCoder()));
        return taken;
    }

    private PCollection<Decision> passes(
            PCollectionTuple taken, Global.Round definition, int round, DecisionCoder decisionCoder) {
        Map<String, PCollectionList<KV<Integer, byte[]>>> tables = new HashMap<>();
        for (Global.Table table : definition.tables()) {
            tables.put(table.name(), PCollectionList.of(taken.get(EvidenceFn.tag(table))));
        }
        PCollectionList<Decision> decisions = PCollectionList.empty(taken.getPipeline());
        for (int pass = 0; pass < definition.passes().size(); pass++) {
            Global.Pass one = definition.passes().get(pass);
            String name = "Round " + (round + 1) + " Pass " + (pass + 1);
            List<Global.Table> inputs =
                    one instanceof Global.Keyed reduced ? List.of(reduced.input()) : ((Global.Fold) one).inputs();
            List<Global.Table> outputs = one.outputs();
            PCollectionList<KV<Integer, KV<Integer, byte[]>>> blocks = PCollectionList.empty(taken.getPipeline());
            for (int number = 0; number < inputs.size(); number++) {
                String table = inputs.get(number).name();
                blocks = blocks.and(tables.get(table)
                        .apply(name + " Gather " + table, Flatten.pCollections())
                        .apply(
                                name + " Number " + table,
                                MapElements.via(new Numbered(number, one instanceof Global.Fold)))
                        .setCoder(KvCoder.of(VarIntCoder.of(), blockCoder())));
            }
            TupleTagList others = TupleTagList.empty();
            for (Global.Table table : outputs) {
                others = others.and(EvidenceFn.tag(table));
            }
            PCollectionTuple done = blocks.apply(name + " Blocks", Flatten.pCollections())
                    .apply(name + " Group", GroupByKey.create())
                    .apply(
                            name,
                            ParDo.of(new PassFn(step, seed, round, pass, ranges))
                                    .withOutputTags(DECISIONS, others));
            decisions = decisions.and(done.get(DECISIONS).setCoder(decisionCoder));
            for (Global.Table table : outputs) {
                PCollection<KV<Integer, byte[]>> more =
                        done.get(EvidenceFn.tag(table)).setCoder(blockCoder());
                tables.merge(table.name(), PCollectionList.of(more), (old, added) -> old.and(added.getAll()));
            }
        }
        return decisions.apply("Round " + (round + 1) + " Decisions", Flatten.pCollections());
    }

    /** Puts ids in the place of the locators that matches name. */
    private PCollection<KV<Long, ResolveFn.Resolved>> resolve(
            String name,
            PCollection<KV<Long, Decided>> documents,
            PCollection<Decision> decisions,
            DecisionCoder decisionCoder) {
        ResolveFn.ResolvedCoder coder = new ResolveFn.ResolvedCoder(decisionCoder);
        Coder<KV<Long, ResolveFn.Resolved>> keyed = KvCoder.of(VarLongCoder.of(), coder);
        PCollection<KV<Long, String>> ids = documents
                .apply(name + " Ids", MapElements.via(new Ids()))
                .setCoder(KvCoder.of(VarLongCoder.of(), StringUtf8Coder.of()));
        PCollection<KV<Long, ResolveFn.Resolved>> open = decisions
                .apply(name + " Survivors", MapElements.via(new BySurvivor()))
                .setCoder(keyed);
        for (ResolveFn.Part part : ResolveFn.Part.values()) {
            open = KeyedPCollectionTuple.of(ResolveFn.IDS, ids)
                    .and(ResolveFn.DECISIONS, open)
                    .apply(name + " Join " + part, CoGroupByKey.create())
                    .apply(name + " Name " + part, ParDo.of(new ResolveFn(part)))
                    .setCoder(keyed);
        }
        return open;
    }

    private static KvCoder<Integer, byte[]> blockCoder() {
        return KvCoder.of(VarIntCoder.of(), ByteArrayCoder.of());
    }

    /** Documents by locator. */
    private static final class Keyed extends SimpleFunction<Document, KV<Long, Decided>> {
        private static final long serialVersionUID = 1;

        @Override
        public KV<Long, Decided> apply(Document document) {
            return KV.of(locator(document.id()), new Decided(document, null, null, null));
        }
    }

    /** Ids by locator. */
    private static final class Ids extends SimpleFunction<KV<Long, Decided>, KV<Long, String>> {
        private static final long serialVersionUID = 1;

        @Override
        public KV<Long, String> apply(KV<Long, Decided> document) {
            return KV.of(document.getKey(), document.getValue().document().id());
        }
    }

    /** Decisions by the survivor they name, or else by their own document. */
    private static final class BySurvivor extends SimpleFunction<Decision, KV<Long, ResolveFn.Resolved>> {
        private static final long serialVersionUID = 1;

        @Override
        public KV<Long, ResolveFn.Resolved> apply(Decision decision) {
            return KV.of(ResolveFn.Part.SURVIVOR.locator(decision), new ResolveFn.Resolved(decision, null, null));
        }
    }

    /** Blocks of one table with its number; all under one key for a fold. */
    private static final class Numbered extends SimpleFunction<KV<Integer, byte[]>, KV<Integer, KV<Integer, byte[]>>> {
        private static final long serialVersionUID = 1;

        private final int number;
        private final boolean together;

        Numbered(int number, boolean together) {
            this.number = number;
            this.together = together;
        }

        @Override
        public KV<Integer, KV<Integer, byte[]>> apply(KV<Integer, byte[]> block) {
            return KV.of(together ? 0 : block.getKey(), KV.of(number, block.getValue()));
        }
    }
}
