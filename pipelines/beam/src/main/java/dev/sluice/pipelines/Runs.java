package dev.sluice.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.operators.AssetException;
import dev.sluice.operators.Global;
import dev.sluice.operators.LimitException;
import dev.sluice.plan.Plan;
import dev.sluice.plan.Stages;
import dev.sluice.plan.StepException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Runs plans. A run goes through its stages one by one; each consists of tasks that engines run, on a cluster as a small Beam pipeline over their numbers,
 * and its product is a set of files with a manifest. What is finished is never done again: a resumed run skips stages
 * with a manifest and tasks with a record.
 */
public final class Runs {
    /** Evidence that one task of a pass goes through; decides into how many ranges keys are cut. */
    private static final long RANGE_BYTES = 16L << 20;

    private static final int MAX_RANGES = 1 << 12;

    private final RunSpec spec;
    private final Engine engine;
    private final Progress progress;
    private final WorkFolder work;
    private final Store store;
    private final InputFiles inputs;
    private final List<Partition> partitions;
    private final String token = UUID.randomUUID().toString();
    private final Map<String, StageOutcome> outcomes = new LinkedHashMap<>();
    private int stageNumber;
    private int stageCount;

    private Runs(
            RunSpec spec,
            Engine engine,
            Progress progress,
            WorkFolder work,
            InputFiles inputs,
            List<Partition> partitions) {
        this.spec = spec;
        this.engine = engine;
        this.progress = progress;
        this.work = work;
        this.store = spec.store();
        this.inputs = inputs;
        this.partitions = partitions;
    }

    /** What a finished stage left: its records and how long it took. */
    record StageOutcome(String name, List<JsonNode> records, double seconds) {}

    /**
     * Runs a plan to its end, or finds that it is done.
     *
     * @throws RunException when the run cannot start or cannot go on; the message says what to do
     */
    public static RunResult run(Plan plan, RunOptions options, Engine engine, Progress progress) throws RunException {
        Instant started = Instant.now();
        try {
            InputFiles inputs = InputFiles.list(plan);
            Fingerprint fingerprint = Fingerprint.of(plan, inputs);
            Path output = Path.of(plan.output().path());
            RunResult done = Publication.alreadyDone(output, fingerprint, options);
            if (done != null) {
                WorkFolder.sweep(output, fingerprint);
                return done;
            }
            try (WorkFolder work = WorkFolder.open(output)) {
                // Another run may have finished meanwhile, and what an interrupted one had put aside is back.
                done = Publication.alreadyDone(output, fingerprint, options);
                if (done != null) {
                    return done;
                }
                work.begin(fingerprint, options);
                String runId = UUID.randomUUID().toString();
                RunSpec spec = RunSpec.of(runId, plan, work.path());
                List<Partition> partitions = Partition.of(plan, inputs);
                Runs run = new Runs(spec, engine, progress, work, inputs, partitions);
                try {
                    run.stages();
                    RunResult result = new Publication(
                                    spec, fingerprint, inputs, partitions, run.outcomes, engine, started)
                            .publish(work, output, options);
                    work.succeeded(options.keepWork());
                    return result;
                } finally {
                    Meter.forget(runId);
                    StageJob.forget(run.token);
                }
            }
        } catch (IOException cause) {
            throw failure(cause);
        }
    }

    private void stages() throws RunException, IOException {
        tell(StorageToken.PATH, token.getBytes(StandardCharsets.UTF_8));
        stageCount = countStages();
        int[] all = new int[partitions.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = i;
        }
        for (Stages.DocumentStage stage : spec.stages()) {
            int number = stage.number();
            List<Partition> parts = partitions;
            StageOutcome outcome = stage(
                    RunSpec.documentStage(number),
                    describe(stage),
                    all,
                    inputs.bytes(),
                    (run, files, task) -> DocumentTask.run(run, files, number, parts.get(task)));
            checkErrors(outcome);
            conclude(stage, outcome);
            decide(stage, outcome);
        }
    }

    private int countStages() {
        int count = spec.stages().size();
        for (Stages.DocumentStage stage : spec.stages()) {
            for (Stages.Deciding deciding : stage.deciding()) {
                count += deciding.rounds().passes().size()
                        + (ReviewTask.of(deciding).isPresent() ? 2 : 0);
            }
        }
        return count;
    }

    private static String describe(Stages.DocumentStage stage) {
        List<String> parts = new ArrayList<>();
        parts.add(stage.number() == 0 ? "read" : "read again");
        if (!stage.steps().isEmpty()) {
            parts.add(
                    stage.steps().size() == 1
                            ? stage.steps().get(0).name()
                            : stage.steps().size() + " steps");
        }
        if (stage.last()) {
            parts.add("write");
        } else {
            stage.deciding()
                    .forEach(deciding -> parts.add("sign for " + deciding.step().name()));
        }
        return String.join(", ", parts);
    }

    private void decide(Stages.DocumentStage stage, StageOutcome documents) throws RunException, IOException {
        List<TaskFiles> earlier = new ArrayList<>();
        for (Stages.Deciding deciding : stage.deciding()) {
            TaskFiles tables = new TaskFiles();
            String key = deciding.step().name() + "-" + deciding.round();
            for (JsonNode record : documents.records()) {
                tables.add(record.path("runs").path(key));
            }
            List<Global.Pass> passes = deciding.rounds().passes();
            for (int pass = 0; pass < passes.size(); pass++) {
                int ranges = 1;
                if (passes.get(pass) instanceof Global.Keyed keyed) {
                    ranges = ranges(bytes(tables.runs(keyed.input().name())));
                }
                PassTask.Job job =
                        new PassTask.Job(stage.number(), deciding, pass, ranges, tables.copy(), List.copyOf(earlier));
                int[] tasks = new int[ranges];
                for (int i = 0; i < ranges; i++) {
                    tasks[i] = i;
                }
                StageOutcome outcome = stage(
                        job.name(),
                        "decide " + deciding.step().name(),
                        tasks,
                        0,
                        (run, files, task) -> PassTask.run(run, files, job, task));
                for (JsonNode record : outcome.records()) {
                    tables.add(record.path("runs"));
                }
            }
            TaskFiles decisions = tables.only(DecisionTable.DECISIONS.name(), DecisionTable.SPANS.name());
            tell(RunSpec.decisionsPath(stage.number(), deciding), Json.bytes(decisions.toJson()));
            if (ReviewTask.of(deciding).isPresent()) {
                review(new ReviewTask.Job(stage.number(), deciding, tables.copy(), List.copyOf(earlier), List.of()));
            }
            if (deciding.last()) {
                earlier.add(decisions);
            }
        }
    }

    private void review(ReviewTask.Job job) throws RunException, IOException {
        StageOutcome outcome = stage(
                RunSpec.reviewStage(job.stage(), job.deciding()),
                "sample for the report on " + job.deciding().step().name(),
                new int[] {0},
                0,
                (run, files, task) -> ReviewTask.choose(run, files, job));
        TaskFiles chosen = new TaskFiles();
        chosen.add(outcome.records().get(0).path("runs"));
        tell(RunSpec.reviewPath(job.stage(), job.deciding()), Json.bytes(chosen.toJson()));
    }

    /** Sums up the reviews of the decisions that a stage carried out. */
    private void conclude(Stages.DocumentStage stage, StageOutcome documents) throws RunException, IOException {
        for (Stages.Deciding deciding : stage.decided()) {
            if (ReviewTask.of(deciding).isEmpty()) {
                continue;
            }
            int before = stage.number() - 1;
            TaskFiles tables = new TaskFiles();
            tables.add(Json.read(store.read(RunSpec.reviewPath(before, deciding))));
            List<String> exhibits = new ArrayList<>();
            for (JsonNode record : documents.records()) {
                JsonNode look = record.path("reviews").path(deciding.step().name());
                tables.add(look.path("runs"));
                if (look.has("exhibits")) {
                    exhibits.add(look.path("exhibits").asText());
                }
            }
            ReviewTask.Job job = new ReviewTask.Job(before, deciding, tables, List.of(), exhibits);
            stage(
                    RunSpec.conclusionStage(before, deciding),
                    "report on " + deciding.step().name(),
                    new int[] {0},
                    0,
                    (run, files, task) -> ReviewTask.conclude(run, files, job));
        }
    }

    private long bytes(List<String> runs) throws IOException {
        long bytes = 0;
        for (String run : runs) {
            bytes += store.size(run);
        }
        return bytes;
    }

    /** Depends on the evidence alone, so a resumed run cuts the same ranges. */
    private static int ranges(long bytes) {
        long wanted = Math.max(1, (bytes + RANGE_BYTES - 1) / RANGE_BYTES);
        return (int) Math.min(MAX_RANGES, Long.highestOneBit(2 * wanted - 1));
    }

    private StageOutcome stage(String name, String description, int[] tasks, long bytes, TaskFn.Work taskWork)
            throws RunException, IOException {
        stageNumber++;
        Progress.Stage shown = new Progress.Stage(stageNumber, stageCount, description, tasks.length, bytes);
        progress.stageStarted(shown);
        long started = System.nanoTime();
        Meter meter = Meter.of(spec.runId());
        meter.reset();
        int[] open = work.openTasks(name, tasks);
        int before = tasks.length - open.length;
        if (open.length > 0) {
            run(name, open, before, taskWork, meter);
        }
        List<JsonNode> records = new ArrayList<>();
        for (int task : tasks) {
            records.add(TaskRecord.read(store, RunSpec.recordPath(name, task)));
        }
        writeManifest(name, tasks);
        double seconds = (System.nanoTime() - started) / 1e9;
        Progress.Snapshot end = meter.snapshot(before);
        progress.stageFinished(shown, new Progress.Snapshot(tasks.length, end.documents(), end.bytes()));
        StageOutcome outcome = new StageOutcome(name, records, seconds);
        outcomes.put(name, outcome);
        return outcome;
    }

    private void run(String name, int[] open, int before, TaskFn.Work taskWork, Meter meter)
            throws RunException, IOException {
        ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "sluice-progress");
            thread.setDaemon(true);
            return thread;
        });
        try {
            var unused = ticker.scheduleWithFixedDelay(
                    () -> progress.update(engine.remote() ? counted(name, meter) : meter.snapshot(before)),
                    250,
                    250,
                    TimeUnit.MILLISECONDS);
            engine.run(new StageTasks(name, new StageJob(spec, taskWork), token, open));
        } catch (RunException cause) {
            throw failure(cause);
        } finally {
            ticker.shutdownNow();
        }
    }

    /** On a cluster the records in the work folder tell how far the stage is. */
    private Progress.Snapshot counted(String name, Meter meter) {
        try {
            return new Progress.Snapshot(store.list("tasks/" + name).size(), 0, 0);
        } catch (IOException unseen) {
            return meter.snapshot(0);
        }
    }

    private void writeManifest(String name, int[] tasks) throws IOException {
        ObjectNode manifest = Json.object();
        manifest.put("stage", name);
        ArrayNode numbers = manifest.putArray("tasks");
        for (int task : tasks) {
            numbers.add(task);
        }
        tell(RunSpec.manifestPath(name), Json.bytes(manifest));
    }

    /** Writes a file of the driver for the tasks to come, in place of the one that an interrupted run may have left. */
    private void tell(String path, byte[] content) throws IOException {
        store.delete(path);
        store.write(path, content);
    }

    private void checkErrors(StageOutcome outcome) throws RunException {
        long records = 0;
        long dead = 0;
        for (JsonNode record : outcome.records()) {
            records += record.path("records").asLong();
            dead += record.path("dead").path("count").asLong();
        }
        Long most = spec.plan().options().maxErrors();
        double share = spec.plan().options().maxErrorShare();
        if (most != null && dead > most) {
            throw tooMany(dead, records, "max_errors allows " + most);
        }
        boolean tellsMuch =
                records >= 1000 || (records > 0 && dead >= records); // few records tell little, unless all fail
        if (tellsMuch && dead > share * records) {
            throw tooMany(dead, records, "max_error_share allows a share of " + share);
        }
    }

    private RunException tooMany(long dead, long records, String allowed) {
        return new RunException(
                RunException.Kind.TOO_MANY_ERRORS,
                dead + " of " + records + " records could not be processed, " + allowed + "; see "
                        + work.path().resolve("stages") + "/*/dead-letters");
    }

    /** Finds, below what engines wrap around it, the failure that a user can do something about. */
    static RunException failure(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof dev.sluice.connectors.CorruptInputException) {
                return new RunException(
                        RunException.Kind.BAD_INPUT,
                        cause.getMessage()
                                + "; repair the file, or set options.on_corrupt of the recipe to quarantine or keep_prefix",
                        thrown);
            }
            if (cause instanceof InputFiles.InputChangedException) {
                return new RunException(RunException.Kind.BAD_INPUT, String.valueOf(cause.getMessage()), thrown);
            }
            if (cause instanceof StorageToken.UnseenStorageException) {
                return new RunException(RunException.Kind.REFUSED, String.valueOf(cause.getMessage()), thrown);
            }
            if (cause instanceof AssetException) {
                return new RunException(
                        RunException.Kind.BAD_INPUT,
                        cause.getMessage() + "; repair or replace the file that the recipe names",
                        thrown);
            }
            if (cause instanceof LimitException || cause instanceof StepException) {
                return new RunException(RunException.Kind.REFUSED, String.valueOf(cause.getMessage()), thrown);
            }
            if (cause instanceof DeadLetters.TooManyErrorsException) {
                return new RunException(RunException.Kind.TOO_MANY_ERRORS, String.valueOf(cause.getMessage()), thrown);
            }
        }
        String message = messageOf(thrown);
        return thrown instanceof RunException run && run.getCause() == null
                ? run
                : new RunException(RunException.Kind.FAILED, message + "; go on with --resume", thrown);
    }

    /** The outermost message that tells about files; where there is none, the innermost failure. */
    private static String messageOf(Throwable thrown) {
        Throwable innermost = thrown;
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            boolean tells = cause instanceof IOException || (cause instanceof RunException && cause.getCause() == null);
            if (tells && cause.getMessage() != null) {
                return cause.getMessage();
            }
            innermost = cause;
        }
        return innermost.toString();
    }

    /** The work folder of an output: {@code .web.work} beside {@code web}. */
    public static Path workFolder(Path output) {
        return WorkFolder.of(output);
    }

    static boolean isFolderEmpty(Path folder) throws IOException {
        try (var entries = Files.newDirectoryStream(folder)) {
            return !entries.iterator().hasNext();
        }
    }
}
