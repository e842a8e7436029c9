package dev.sluice.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.operators.Global;
import dev.sluice.operators.IndexMerge;
import dev.sluice.operators.KeyIndex;
import dev.sluice.operators.LimitException;
import dev.sluice.operators.Sketch;
import dev.sluice.plan.Chain;
import dev.sluice.plan.Stages;
import dev.sluice.plan.Step;
import dev.sluice.report.ReportPage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts the files of a finished run together and publishes them as a whole: the output folder appears complete, or not at
 * all.
 */
final class Publication {
    static final String SIDE = "__sluice";

    private final RunSpec spec;
    private final Fingerprint fingerprint;
    private final InputFiles inputs;
    private final List<Partition> partitions;
    private final Map<String, Runs.StageOutcome> outcomes;
    private final Engine engine;
    private final Instant started;
    private final LocalStore store;
    private final ArrayNode published = Json.array();

    Publication(
            RunSpec spec,
            Fingerprint fingerprint,
            InputFiles inputs,
            List<Partition> partitions,
            Map<String, Runs.StageOutcome> outcomes,
            Engine engine,
            Instant started) {
        this.spec = spec;
        this.fingerprint = fingerprint;
        this.inputs = inputs;
        this.partitions = partitions;
        this.outcomes = outcomes;
        this.engine = engine;
        this.started = started;
        this.store = new LocalStore(Path.of(spec.work()));
    }

    /** The result of a run that finished before with this fingerprint; null when there is none. */
    static @Nullable RunResult alreadyDone(Path output, Fingerprint fingerprint, RunOptions options)
            throws IOException, RunException {
        Path manifest = output.resolve(SIDE).resolve("manifest.json");
        if (!Files.exists(output) || (Files.isDirectory(output) && Runs.isFolderEmpty(output))) {
            return null;
        }
        if (!Files.exists(manifest)) {
            throw new RunException(
                    RunException.Kind.REFUSED,
                    "output " + output + " exists and was not written by Sluice; choose another one or remove it");
        }
        JsonNode stored = Json.readWhole(manifest);
        List<String> differences =
                fingerprint.differences(stored == null ? null : stored.path("fingerprint"), manifest);
        if (stored != null && differences.isEmpty()) {
            JsonNode totals = stored.path("totals");
            return new RunResult(
                    output,
                    output.resolve(SIDE).resolve("report.html"),
                    output.resolve(SIDE).resolve("report.json"),
                    true,
                    totals.path("records").asLong(),
                    totals.path("documents").asLong(),
                    totals.path("dead_letters").asLong(),
                    stored.path("warnings").asInt());
        }
        if (!options.overwrite()) {
            throw new RunException(
                    RunException.Kind.REFUSED,
                    "output " + output + " holds another run:\n  " + String.join("\n  ", differences)
                            + "\nchoose another output, or replace it with --overwrite");
        }
        return null;
    }

    RunResult publish(WorkFolder work, Path output, RunOptions options) throws IOException {
        Path folder = work.path().resolve(WorkFolder.PUBLISH);
        WorkFolder.delete(folder);
        Path side = Files.createDirectories(folder.resolve(SIDE));
        Runs.StageOutcome last =
                outcomes.get(RunSpec.documentStage(spec.stages().size() - 1));
        long documents = publishShards(last, folder);
        publishOfEach("ledger", last.records(), side.resolve("ledger"), ".parquet");
        for (Stages.DocumentStage stage : spec.stages()) {
            List<JsonNode> records =
                    outcomes.get(RunSpec.documentStage(stage.number())).records();
            String stageSuffix = "-" + stage.number() + ".jsonl.zst";
            publishOfEach("rejects", records, side.resolve("rejects"), stageSuffix);
            publishOfEach("dead_letters", records, side.resolve("dead-letters"), stageSuffix);
        }
        Map<String, Map<String, Object>> sketches = publishSketches(side);
        publishIndexes(side);
        Report report = new Report(spec, fingerprint, inputs, partitions, outcomes, engine, started, sketches);
        ObjectNode json = report.json();
        LocalStore.write(side.resolve("report.json"), Json.pretty(json));
        LocalStore.write(side.resolve("report.html"), ReportPage.render(json).getBytes(StandardCharsets.UTF_8));
        ObjectNode manifest = manifest(json, documents);
        LocalStore.write(side.resolve("manifest.json"), Json.pretty(manifest));
        LocalStore.write(folder.resolve("_SUCCESS"), new byte[0]);
        sync(folder);
        work.publish(folder, options.overwrite());
        JsonNode totals = manifest.path("totals");
        return new RunResult(
                output,
                output.resolve(SIDE).resolve("report.html"),
                output.resolve(SIDE).resolve("report.json"),
                false,
                totals.path("records").asLong(),
                documents,
                totals.path("dead_letters").asLong(),
                json.path("warnings").size());
    }

    /** Shards are numbered through in the order of the input, so names are the same whatever ran where. */
    private long publishShards(Runs.StageOutcome last, Path folder) throws IOException {
        long documents = 0;
        Map<String, Integer> numbers = new TreeMap<>();
        for (JsonNode record : last.records()) {
            for (JsonNode shard : record.path("shards")) {
                String label = shard.path("label").asText();
                int number = numbers.merge(label, 1, Integer::sum) - 1;
                String name = (label.isEmpty() ? "" : label + "/")
                        + String.format(Locale.ROOT, "part-%05d", number)
                        + spec.plan().output().format().extension();
                link(shard.path("path").asText(), folder.resolve(name));
                documents += shard.path("documents").asLong();
                published
                        .addObject()
                        .put("file", name)
                        .put("documents", shard.path("documents").asLong())
                        .put("bytes", shard.path("bytes").asLong())
                        .put("sha256", shard.path("sha256").asText());
            }
        }
        return documents;
    }

    private void publishOfEach(String key, List<JsonNode> records, Path folder, String suffix) throws IOException {
        for (JsonNode record : records) {
            if (record.hasNonNull(key)) {
                String name = String.format(
                                Locale.ROOT, "part-%05d", record.path("task").asInt())
                        + suffix;
                link(record.path(key).asText(), folder.resolve(name));
            }
        }
    }

    private void link(String path, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        try {
            Files.createLink(target, store.path(path));
        } catch (UnsupportedOperationException noLinks) {
            LocalStore.copy(store.path(path), target);
        }
    }

    /** Merges the keys that steps keep, and those of the indexes they go on from. */
    private void publishIndexes(Path side) throws IOException {
        for (Stages.DocumentStage stage : spec.stages()) {
            for (Stages.Deciding deciding : stage.deciding()) {
                Global.Index index = ((Global) deciding.step().operator()).index();
                if (index == null || !deciding.last()) {
                    continue;
                }
                TaskFiles files = new TaskFiles();
                List<JsonNode> taken =
                        outcomes.get(RunSpec.documentStage(stage.number())).records();
                String key = deciding.step().name() + "-" + deciding.round();
                taken.forEach(record -> files.add(record.path("runs").path(key)));
                for (int pass = 0; pass < deciding.rounds().passes().size(); pass++) {
                    outcomes.get(RunSpec.passStage(stage.number(), deciding, pass))
                            .records()
                            .forEach(record -> files.add(record.path("runs")));
                }
                Path folder = Files.createDirectories(side.resolve("index"));
                Path file = folder.resolve(deciding.step().name() + ".index");
                writeIndex(file, index, files, new IndexedDocuments(store, stage.number(), taken, index, files));
            }
        }
    }

    private void writeIndex(Path file, Global.Index index, TaskFiles files, IndexedDocuments documents)
            throws IOException {
        List<KeyIndex> earlier = new ArrayList<>();
        index.earlier().forEach(name -> earlier.add(index.open(spec.asset(name))));
        try (MergedRuns keys = MergedRuns.open(
                store, files.runs(index.table().name()), index.table().words(), Long.MIN_VALUE, Long.MAX_VALUE)) {
            IndexMerge.write(file, index, earlier, keys::next, index.documents() == null ? null : documents);
        }
    }

    private static void merge(Sketch.Summary sum, Sketch.Summary more, Step step) {
        try {
            sum.merge(more);
        } catch (LimitException tooMany) {
            throw tooMany.in(step.name());
        }
    }

    private Map<String, Map<String, Object>> publishSketches(Path side) throws IOException {
        Map<String, Map<String, Object>> estimates = new TreeMap<>();
        for (Stages.DocumentStage stage : spec.stages()) {
            for (Step step : stage.steps()) {
                if (step.operator() instanceof Sketch sketch) {
                    Sketch.Summary sum =
                            sketch.create(Chain.resources(step, spec.plan().seed(), spec::asset));
                    for (JsonNode record :
                            outcomes.get(RunSpec.documentStage(stage.number())).records()) {
                        String path = record.path("steps")
                                .path(step.name())
                                .path("sketch")
                                .asText();
                        merge(sum, sketch.read(store.read(path)), step);
                    }
                    Path portrait = Files.createDirectories(side.resolve("portrait"));
                    LocalStore.write(portrait.resolve(step.name() + ".sketch"), sum.toBytes());
                    Map<String, Object> estimate = sum.estimate();
                    LocalStore.write(portrait.resolve(step.name() + ".json"), Json.pretty(Json.of(estimate)));
                    estimates.put(step.name(), estimate);
                }
            }
        }
        return estimates;
    }

    private ObjectNode manifest(ObjectNode report, long documents) {
        ObjectNode manifest = Json.object();
        manifest.put("format", "sluice-manifest/1");
        manifest.put("name", spec.plan().name());
        manifest.put("version", Version.TEXT);
        manifest.put("runner", engine.name());
        manifest.put("started", started.toString());
        manifest.put("finished", Instant.now().toString());
        manifest.put("fingerprint_sha256", fingerprint.hash());
        manifest.set("fingerprint", fingerprint.content());
        manifest.set("assets", Report.assets(spec.plan()));
        ObjectNode totals = manifest.putObject("totals");
        totals.put("records", report.path("totals").path("read").path("records").asLong());
        totals.put("documents", documents);
        totals.put("dead_letters", report.path("totals").path("dead_letters").asLong());
        totals.put(
                "evidence_bytes", report.path("totals").path("evidence_bytes").asLong());
        manifest.put("warnings", report.path("warnings").size());
        manifest.set("files", published);
        return manifest;
    }

    private static void sync(Path folder) throws IOException {
        List<Path> folders = new ArrayList<>();
        try (var all = Files.walk(folder)) {
            all.filter(Files::isDirectory).forEach(folders::add);
        }
        for (Path one : folders) {
            LocalStore.syncFolder(one);
        }
    }
}
