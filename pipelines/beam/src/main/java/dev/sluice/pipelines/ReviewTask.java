package dev.sluice.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.luben.zstd.ZstdInputStream;
import dev.sluice.operators.Decision;
import dev.sluice.operators.Global;
import dev.sluice.operators.Resources;
import dev.sluice.operators.Review;
import dev.sluice.plan.Chain;
import dev.sluice.plan.Stages;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The two tasks of a review, each in a single worker: before the documents are read again, and behind it. */
final class ReviewTask {
    private ReviewTask() {}

    /**
     * What a task of a review needs to know.
     *
     * @param stage number of the document stage that gave the evidence
     * @param deciding the step and its last round
     * @param tables the runs of all tables, decisions among them
     * @param earlier decisions of steps before this one about the same evidence; documents they drop are left out
     * @param exhibits files of what documents look like
     */
    record Job(int stage, Stages.Deciding deciding, TaskFiles tables, List<TaskFiles> earlier, List<String> exhibits)
            implements Serializable {
        Review review() {
            return of(deciding)
                    .orElseThrow(() -> new IllegalStateException(deciding.step().name() + " has no review"));
        }

        Resources resources(RunSpec spec) {
            return Chain.resources(deciding.step(), spec.plan().seed(), spec::asset);
        }
    }

    /** The review that goes with the decisions of a round; empty where there is none. */
    static java.util.Optional<Review> of(Stages.Deciding deciding) {
        return deciding.last() ? ((Global) deciding.step().operator()).review() : java.util.Optional.empty();
    }

    /** Chooses documents to look at again. */
    static ObjectNode choose(RunSpec spec, Store store, Job job) throws IOException {
        long started = System.nanoTime();
        Review review = job.review();
        Review.Selector selector = review.selector().open(job.resources(spec));
        PassTask.Dropped dropped = PassTask.Dropped.of(spec.runId(), store, job.earlier());
        long records = 0;
        for (Global.Table table : review.inputs()) {
            try (MergedRuns runs = MergedRuns.open(
                    store, job.tables().runs(table.name()), table.words(), Long.MIN_VALUE, Long.MAX_VALUE)) {
                for (long[] record = runs.next(); record != null; record = runs.next()) {
                    if (table.locatorWord() < 0 || !dropped.contains(record[table.locatorWord()])) {
                        records++;
                        selector.accept(table, record);
                    }
                }
            }
        }
        Class<? extends Enum<?>> reasons = ((Global) job.deciding().step().operator()).reasons();
        try (DecisionTable.Reader decisions = DecisionTable.Reader.ofAll(store, job.tables(), reasons)) {
            for (Decision decision = decisions.next(); decision != null; decision = decisions.next()) {
                records++;
                selector.decided(decision);
            }
        }
        List<Global.Table> outputs = new ArrayList<>(review.notes());
        outputs.add(Review.CALLED);
        TableWriter out =
                new TableWriter(store, "stages/" + RunSpec.reviewStage(job.stage(), job.deciding()), "0", outputs);
        selector.finish(out);
        out.finish();
        ObjectNode record = Json.object();
        record.put("task", 0);
        record.put("records", records);
        record.set("runs", Json.of(out.runs()));
        Json.putFiles(record, out.files());
        record.put("nanos", System.nanoTime() - started);
        return record;
    }

    /** Sums up what the second look gave. */
    static ObjectNode conclude(RunSpec spec, Store store, Job job) throws IOException {
        long started = System.nanoTime();
        Review review = job.review();
        Review.Concluder concluder = review.concluder().open(job.resources(spec));
        List<Global.Table> tables = new ArrayList<>(review.notes());
        tables.addAll(review.testimony());
        for (Global.Table table : tables) {
            try (MergedRuns runs = MergedRuns.open(
                    store, job.tables().runs(table.name()), table.words(), Long.MIN_VALUE, Long.MAX_VALUE)) {
                for (long[] record = runs.next(); record != null; record = runs.next()) {
                    concluder.accept(table, record);
                }
            }
        }
        Review.Findings findings = concluder.finish();
        ObjectNode record = Json.object();
        record.put("task", 0);
        record.set("findings", Json.of(shown(findings.values(), exhibits(store, job))));
        ArrayNode warnings = record.putArray("warnings");
        for (Review.Warning warning : findings.warnings()) {
            warnings.addObject()
                    .put("step", job.deciding().step().name())
                    .put("text", warning.text())
                    .put("hint", warning.hint());
        }
        record.put("nanos", System.nanoTime() - started);
        return record;
    }

    private static Map<Long, JsonNode> exhibits(Store store, Job job) throws IOException {
        Map<Long, JsonNode> exhibits = new HashMap<>();
        for (String file : job.exhibits()) {
            try (BufferedReader in = new BufferedReader(
                    new InputStreamReader(new ZstdInputStream(store.open(file)), StandardCharsets.UTF_8))) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    JsonNode row = Json.MAPPER.readTree(line);
                    exhibits.put(row.path("locator").asLong(), row.path("shown"));
                }
            }
        }
        return exhibits;
    }

    /** Puts what documents look like in the place of exhibits. */
    private static @Nullable Object shown(@Nullable Object value, Map<Long, JsonNode> exhibits) {
        if (value instanceof Review.Exhibit exhibit) {
            return exhibits.get(exhibit.locator());
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, inner) -> copy.put(key, shown(inner, exhibits)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>();
            list.forEach(inner -> copy.add(shown(inner, exhibits)));
            return copy;
        }
        return value;
    }
}
