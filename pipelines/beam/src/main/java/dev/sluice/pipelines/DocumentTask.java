package dev.sluice.pipelines;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.connectors.CorruptInputException;
import dev.sluice.connectors.NoneOutput;
import dev.sluice.connectors.RecordReader;
import dev.sluice.operators.Decision;
import dev.sluice.operators.Document;
import dev.sluice.operators.Global;
import dev.sluice.operators.KeyedRandom;
import dev.sluice.operators.Locator;
import dev.sluice.operators.Sketch;
import dev.sluice.plan.Chain;
import dev.sluice.plan.Input;
import dev.sluice.plan.NamedFields;
import dev.sluice.plan.Options;
import dev.sluice.plan.Stages;
import dev.sluice.plan.Step;
import dev.sluice.plan.StepCounts;
import dev.sluice.plan.StepException;
import dev.sluice.plan.TextTotals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One partition's work in one document stage: reads the partition in order, replays what earlier stages did, applies
 * decisions, runs the stage's steps, and writes either evidence or the output, beside the fates of all documents.
 *
 * <p>What it writes depends on the plan, the input and the partition alone, so any number of attempts at a task give
 * the same files.
 */
final class DocumentTask implements Chain.Sink, AutoCloseable {
    private static final int METER_EVERY = 64;

    private final RunSpec spec;
    private final Store store;
    private final Stages.DocumentStage stage;
    private final Partition partition;
    private final Map<String, CorruptInputException> quarantined;
    private final String name;
    private final Meter meter;
    private final List<Replay> replays = new ArrayList<>();
    private final Replay.Decided decided;
    private final GlobalCounts[] decidedCounts;
    private final List<SecondLook> looks;
    private final Chain chain;
    private final List<Store.Stored> files = new ArrayList<>();
    private final Rejects rejects;
    private final DeadLetters deadLetters;
    private final List<Evidence> evidence = new ArrayList<>();
    private final IdIndex.@Nullable Writer ids;
    private final @Nullable Shards shards;
    private final @Nullable LabelSort labels;
    private final @Nullable Ledger ledger;
    private final @Nullable FateRows fates;
    private final NamedFields outputFields;
    private List<@Nullable Decision> current = List.of();
    private long entered;
    private long passed;
    private long records;
    private long sampledOut;

    private DocumentTask(
            RunSpec spec,
            Store store,
            Stages.DocumentStage stage,
            Partition partition,
            Map<String, CorruptInputException> quarantined)
            throws IOException {
        this.spec = spec;
        this.store = store;
        this.stage = stage;
        this.partition = partition;
        this.quarantined = quarantined;
        this.name = nameOf(partition, quarantined.size());
        this.meter = Meter.of(spec.runId());
        String folder = "stages/" + RunSpec.documentStage(stage.number());
        this.rejects = new Rejects(spec, store, folder + "/rejects/" + partition.number() + ".jsonl.zst");
        this.deadLetters = new DeadLetters(spec, store, folder + "/dead-letters/" + partition.number() + ".jsonl.zst");
        this.decided = new Replay.Decided(spec, store, stage, partition.number());
        this.looks = SecondLook.of(spec, store, stage, partition.number(), name);
        String tokenSignal = TextTotals.tokenSignal(spec.plan().steps());
        this.decidedCounts = new GlobalCounts[stage.decided().size()];
        for (int i = 0; i < decidedCounts.length; i++) {
            decidedCounts[i] = new GlobalCounts(tokenSignal);
        }
        this.outputFields = new NamedFields(NamedFields.of(spec.plan().output()));
        this.chain = Chain.open(stage.steps(), spec.plan().seed(), spec::asset, this);
        chain.countTokens(tokenSignal);
        if (stage.last()) {
            this.ids = null;
            this.shards = new Shards(store, spec.plan().output(), spec.outputSchema(), folder + "/shards/" + name);
            String label = spec.plan().output().partitionBy();
            this.labels = label == null ? null : new LabelSort(label, Path.of(spec.work()));
            this.ledger = new Ledger(store, folder + "/ledger/" + partition.number() + ".parquet", spec.signals());
            this.fates = null;
        } else {
            this.ids = new IdIndex.Writer();
            this.shards = null;
            this.labels = null;
            this.ledger = null;
            for (Stages.Deciding deciding : stage.deciding()) {
                evidence.add(new Evidence(deciding));
            }
            this.fates = new FateRows(spec, store, stage, partition.number());
        }
        openReplays();
    }

    /**
     * What the names of shards and evidence begin with. A task that starts over without a corrupt file has stored some of both
     * already, with documents of that file, and stored files are never replaced: it must not take them for its own.
     */
    private static String nameOf(Partition partition, int quarantined) {
        return partition.number() + (quarantined == 0 ? "" : "-without-" + quarantined);
    }

    /** A round of a global step that takes evidence in this stage. */
    private final class Evidence {
        private final Global.Taker taker;
        private final TableWriter tables;
        private final String step;
        private final String key;
        private final @Nullable NamedFields fields;

        Evidence(Stages.Deciding deciding) {
            this.taker = StepException.opening(
                    deciding.step(),
                    () -> deciding.rounds()
                            .evidence()
                            .open(Chain.resources(deciding.step(), spec.plan().seed(), spec::asset)));
            this.tables = new TableWriter(
                    store,
                    RunSpec.evidenceFolder(stage.number(), deciding),
                    name,
                    deciding.rounds().tables());
            this.step = deciding.step().name();
            this.key = step + "-" + deciding.round();
            this.fields = deciding.round() == 0 ? new NamedFields(NamedFields.of(deciding.step())) : null;
        }
    }

    private void openReplays() throws IOException {
        for (int number = 0; number < stage.number(); number++) {
            Stages.DocumentStage before = spec.stages().get(number);
            var record = TaskRecord.read(store, RunSpec.recordPath(RunSpec.documentStage(number), partition.number()));
            int following = number + 1;
            replays.add(new Replay(
                    spec,
                    store,
                    before,
                    partition.number(),
                    record.path("several").asBoolean(),
                    document -> enter(following, document),
                    this::gone));
        }
    }

    /** Runs the task to its end; gives its record. */
    static ObjectNode run(RunSpec spec, Store store, int stage, Partition partition) throws IOException {
        long started = System.nanoTime();
        Map<String, CorruptInputException> quarantined = new TreeMap<>();
        while (true) {
            try (DocumentTask task = new DocumentTask(spec, store, spec.stages().get(stage), partition, quarantined)) {
                task.read();
                ObjectNode record = task.finish();
                record.put("nanos", System.nanoTime() - started);
                return record;
            } catch (CorruptInputException corrupt) {
                if (spec.plan().options().onCorrupt() != Options.OnCorrupt.QUARANTINE) {
                    throw corrupt;
                }
                // Documents of the file may have passed already, so the task starts over without it.
                quarantined.put(corrupt.file(), corrupt);
            } catch (UncheckedIOException wrapped) {
                throw wrapped.getCause();
            }
        }
    }

    private void read() throws IOException {
        for (Partition.Part part : partition.parts()) {
            CorruptInputException known = quarantined.get(part.file().name());
            if (known != null) {
                corrupt(known);
                continue;
            }
            try {
                readPart(part, spec.plan().inputs().get(part.file().input()));
            } catch (CorruptInputException corrupt) {
                if (spec.plan().options().onCorrupt() != Options.OnCorrupt.KEEP_PREFIX) {
                    throw corrupt;
                }
                corrupt(corrupt);
            }
            part.file().checkUnchanged();
        }
        for (Replay replay : replays) {
            replay.finish();
        }
        chain.finish();
    }

    private void readPart(Partition.Part part, Input input) throws IOException {
        long meteredDocuments = 0;
        long meteredBytes = 0;
        try (RecordReader reader = input.format()
                .open(
                        part.file().blob(),
                        part.slice(),
                        input.mapping(),
                        spec.plan().options().limits())) {
            long documents = 0;
            for (RecordReader.Item item = reader.next(); item != null; item = reader.next()) {
                documents++;
                records++;
                if (item instanceof RecordReader.Item.Good good) {
                    Document document = good.document();
                    if (losesAField(document, input)) {
                        bad(part.file().name(), lostField(document, input));
                    } else {
                        read(document, input);
                    }
                } else if (item instanceof RecordReader.Item.Bad bad) {
                    bad(part.file().name(), bad);
                }
                if (documents % METER_EVERY == 0) {
                    meter.read(documents - meteredDocuments, reader.bytesRead() - meteredBytes);
                    meteredDocuments = documents;
                    meteredBytes = reader.bytesRead();
                    if (Thread.interrupted()) {
                        throw new java.io.InterruptedIOException("the run was stopped");
                    }
                }
            }
            meter.read(documents - meteredDocuments, reader.bytesRead() - meteredBytes);
        }
    }

    /** Whether the output writes the text under a name that another field of this source's records has. */
    private boolean losesAField(Document document, Input input) {
        String text = writtenText();
        return !input.mapping().text().equals(text)
                && !(spec.plan().output().format() instanceof NoneOutput)
                && document.readFields().names().contains(text);
    }

    private String writtenText() {
        return spec.plan().inputs().get(0).mapping().text();
    }

    private RecordReader.Item.Bad lostField(Document document, Input input) {
        String text = writtenText();
        return new RecordReader.Item.Bad(
                document.position().offset(),
                "text_name_taken",
                "field '" + text + "' would be lost: the output writes the text as '" + text
                        + "', as the first source calls it, and this source's text is '"
                        + input.mapping().text() + "'; name this source first, or rename the field",
                "");
    }

    /** What cannot be read of a file counts as one record, so that records are documents and dead letters together. */
    private void corrupt(CorruptInputException corrupt) throws IOException {
        records++;
        if (stage.number() == 0) {
            deadLetters.add(
                    corrupt.file(),
                    corrupt.offset(),
                    null,
                    null,
                    "corrupt_file",
                    String.valueOf(corrupt.getMessage()),
                    "");
        }
        if (ledger != null) {
            ledger.addUnread(corrupt.file(), corrupt.offset(), "corrupt_file");
        }
    }

    private void read(Document document, Input input) throws IOException {
        Double sample = input.sample();
        if (sample != null
                && KeyedRandom.uniform(spec.plan().seed(), "input:" + input.name(), document.id(), 0) >= sample) {
            sampledOut++;
            return;
        }
        enter(0, document);
    }

    private void bad(String file, RecordReader.Item.Bad bad) throws IOException {
        if (stage.number() == 0) {
            deadLetters.add(
                    file,
                    bad.offset(),
                    null,
                    null,
                    bad.reason(),
                    bad.message(),
                    spec.showsText(0) ? bad.excerpt() : "");
        }
        if (ledger != null) {
            ledger.addUnread(file, bad.offset(), bad.reason());
        }
    }

    private void enter(int number, Document document) throws IOException {
        if (number < stage.number()) {
            replays.get(number).accept(document);
            return;
        }
        long sequence = entered++;
        Document entering = document.withSequence(sequence);
        if (fates != null) {
            fates.enter(entering);
        }
        long locator = Locator.of(partition.number(), sequence);
        for (SecondLook look : looks) {
            look.at(locator, entering);
        }
        List<@Nullable Decision> decisions = decided.about(locator);
        current = decisions;
        decide(entering, decisions, 0);
    }

    /** Carries out what one step after the other decided, and sends what is left on. */
    private void decide(Document document, List<@Nullable Decision> decisions, int from) throws IOException {
        for (int i = from; i < decisions.size(); i++) {
            if (!decided.deciding().get(i).last()) {
                continue;
            }
            Decision decision = decisions.get(i);
            decidedCounts[i].enter(document);
            if (decision != null) {
                carryOut(decision, document, decisions, i);
                return;
            }
            decidedCounts[i].pass(document);
        }
        chain.accept(document);
    }

    private void carryOut(Decision decision, Document document, List<@Nullable Decision> decisions, int number)
            throws IOException {
        Step step = decided.deciding().get(number).step();
        GlobalCounts counts = decidedCounts[number];
        boolean drops = decision.action() == Decision.Action.DROP;
        Decision.Match match = decision.match();
        Fates.MatchedIds matched = match == null ? null : decided.ids(step, match);
        if (matched != null) {
            counts.match(matched, drops, document, spec, step);
        }
        if (drops && decision.reason() != null) {
            String reason = Chain.nameOf(decision.reason());
            counts.drop(reason);
            gone(
                    decision.label(document, step.operator(), step.name(), null),
                    Fates.Fate.DROPPED,
                    step,
                    reason,
                    matched);
            return;
        }
        Document labelled =
                decision.label(document, step.operator(), step.name(), matched == null ? null : matched.names());
        List<Document> left = decision.carryOut(labelled);
        counts.pass(document, labelled, left);
        for (Document one : left) {
            decide(one, decisions, number + 1);
        }
    }

    @Override
    public void kept(Document document) {
        try {
            passed++;
            if (ledger != null) {
                write(document);
            } else {
                takeEvidence(document);
            }
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private void write(Document document) throws IOException {
        outputFields.look(document);
        if (labels != null) {
            labels.add(document);
        } else if (shards != null) {
            shards.write(document);
        }
        if (ledger != null) {
            ledger.add(document, "kept", null, null, null);
        }
    }

    private void takeEvidence(Document document) throws IOException {
        long locator = Locator.of(partition.number(), passed - 1);
        if (ids != null) {
            ids.add(document.id());
        }
        Decision interim = current.isEmpty() ? null : current.get(current.size() - 1);
        boolean open = interim != null
                && !decided.deciding().get(decided.deciding().size() - 1).last();
        Global.SoFar soFar = open ? () -> interim : Global.SoFar.NOTHING;
        for (Evidence one : evidence) {
            if (one.fields != null) {
                one.fields.look(document);
            }
            one.taker.take(document, locator, soFar, one.tables);
        }
        if (fates != null) {
            fates.add(document, Fates.Fate.PASSED, null, null, null);
        }
    }

    @Override
    public void dropped(Document document, Step step, String reason) {
        try {
            gone(document, Fates.Fate.DROPPED, step, reason, null);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    @Override
    public void failed(Document document, Step step, Throwable cause) {
        try {
            String text = spec.showsText(step.number()) ? document.text() : "";
            String message = cause.getMessage();
            deadLetters.add(
                    document.position().file(),
                    document.position().offset(),
                    document.id(),
                    step.name(),
                    "exception",
                    cause.getClass().getSimpleName() + (message == null ? "" : ": " + message),
                    text);
            gone(document, Fates.Fate.DEAD, step, "exception", null);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void gone(Document document, Fates.Fate fate, Step step, String reason, Fates.@Nullable MatchedIds match)
            throws IOException {
        if (fate == Fates.Fate.DROPPED) {
            rejects.add(document, step.number(), step.name(), reason, match);
        }
        if (ledger != null) {
            ledger.add(document, fate == Fates.Fate.DROPPED ? "dropped" : "dead_letter", step.name(), reason, match);
        } else if (fates != null) {
            fates.add(document, fate, step.name(), reason, match);
        }
    }

    /** A document that an earlier stage did away with: only the ledger has not heard of it yet. */
    private void gone(Document document, Fates.Row row) throws IOException {
        if (ledger != null) {
            ledger.add(
                    document,
                    row.id() == null ? document.id() : row.id(),
                    row.values(),
                    row.fate() == Fates.Fate.DROPPED ? "dropped" : "dead_letter",
                    row.step(),
                    row.reason(),
                    row.match());
        }
    }

    private ObjectNode finish() throws IOException {
        ObjectNode record = Json.object();
        record.put("task", partition.number());
        record.put("records", records);
        record.put("entered", entered);
        record.put("passed", passed);
        record.put("sampled_out", sampledOut);
        record.put("bytes_read", partition.bytes());
        if (fates != null) {
            files.add(fates.finish());
        }
        record.put("several", fates != null && fates.several());
        ObjectNode runs = record.putObject("runs");
        long evidenceBytes = 0;
        for (Evidence one : evidence) {
            one.tables.finish();
            files.addAll(one.tables.files());
            evidenceBytes += one.tables.bytes();
            runs.set(one.key, Json.of(one.tables.runs()));
        }
        record.put("evidence_bytes", evidenceBytes);
        for (SecondLook look : looks) {
            look.finish(record, files);
        }
        if (ids != null) {
            files.add(ids.store(store, RunSpec.idsPath(stage.number(), partition.number())));
        }
        if (shards != null) {
            if (labels != null) {
                labels.drainTo(shards);
            }
            shards.finishShard();
            files.addAll(shards.files());
            record.set("shards", shards.shards());
        }
        if (ledger != null) {
            record.put("ledger", keep(ledger.finish()));
        }
        Store.Stored rejected = rejects.finish();
        if (rejected != null) {
            record.put("rejects", keep(rejected));
        }
        record.set("samples", rejects.shown());
        Store.Stored dead = deadLetters.finish();
        if (dead != null) {
            record.put("dead_letters", keep(dead));
        }
        record.set("dead", deadLetters.counts());
        record.set("steps", counts());
        if (stage.last()) {
            StepTotals.putFields(record.putObject("output"), outputFields);
        }
        Json.putFiles(record, files);
        return record;
    }

    private String keep(Store.Stored file) {
        files.add(file);
        return file.path();
    }

    private ObjectNode counts() throws IOException {
        ObjectNode steps = Json.object();
        for (Evidence one : evidence) {
            ObjectNode json = steps.withObjectProperty(one.step);
            if (one.fields != null) {
                StepTotals.putFields(json, one.fields);
                json.put("gave_evidence", passed);
            }
            if (!one.tables.remarks().isEmpty()) {
                json.set("remarks", Json.of(one.tables.remarks()));
            }
        }
        for (int i = 0; i < decidedCounts.length; i++) {
            if (decided.deciding().get(i).last()) {
                steps.set(decided.deciding().get(i).step().name(), decidedCounts[i].toJson());
            }
        }
        List<StepCounts> counts = chain.counts();
        for (int i = 0; i < stage.steps().size(); i++) {
            Step step = stage.steps().get(i);
            ObjectNode json = StepTotals.toJson(counts.get(i));
            Sketch.Summary summary = counts.get(i).summary();
            if (summary != null) {
                String path = "stages/" + RunSpec.documentStage(stage.number()) + "/sketches/" + step.name() + "-"
                        + partition.number();
                try (Store.Attempt attempt = store.create(path)) {
                    attempt.stream().write(summary.toBytes());
                    json.put("sketch", keep(attempt.commit()));
                }
            }
            steps.set(step.name(), json);
        }
        return steps;
    }

    @Override
    public void close() throws IOException {
        for (Replay replay : replays) {
            replay.close();
        }
        decided.close();
        for (SecondLook look : looks) {
            look.close();
        }
        if (fates != null) {
            fates.close();
        }
        if (shards != null) {
            shards.close();
        }
        if (ledger != null) {
            ledger.close();
        }
        if (labels != null) {
            labels.close();
        }
        rejects.close();
        deadLetters.close();
    }
}
