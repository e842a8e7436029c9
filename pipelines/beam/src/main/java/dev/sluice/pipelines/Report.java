package dev.sluice.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.operators.Annotator;
import dev.sluice.operators.Doc;
import dev.sluice.operators.Filter;
import dev.sluice.operators.Global;
import dev.sluice.operators.Histogram;
import dev.sluice.operators.Mapper;
import dev.sluice.operators.NearestName;
import dev.sluice.operators.Operator;
import dev.sluice.operators.Review;
import dev.sluice.operators.Signal;
import dev.sluice.operators.Sketch;
import dev.sluice.operators.Spec;
import dev.sluice.operators.Threshold;
import dev.sluice.plan.Asset;
import dev.sluice.plan.Chain;
import dev.sluice.plan.Input;
import dev.sluice.plan.NamedFields;
import dev.sluice.plan.Observing;
import dev.sluice.plan.Plan;
import dev.sluice.plan.Stages;
import dev.sluice.plan.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Sums up the task records of a run as the data behind its report page ({@code sluice-report/1}). */
final class Report {
    private static final int SAMPLES_PER_REASON = 5;
    private static final int LABELS = 50;
    private static final int LARGEST = 10;
    private static final int DEAD_SAMPLES = 10;

    /** Shares from which a step that drops nearly everything is worth a warning. */
    private static final double NEARLY_ALL = 0.99;

    /** Below this many documents no share means anything. */
    private static final long FEW = 20;

    private final RunSpec spec;
    private final Fingerprint fingerprint;
    private final InputFiles inputs;
    private final List<Partition> partitions;
    private final Map<String, Runs.StageOutcome> outcomes;
    private final Engine engine;
    private final Instant started;
    private final Map<String, Map<String, Object>> sketches;
    private final Map<String, ObjectNode> totals = new HashMap<>();
    private final ArrayNode warnings = Json.array();

    Report(
            RunSpec spec,
            Fingerprint fingerprint,
            InputFiles inputs,
            List<Partition> partitions,
            Map<String, Runs.StageOutcome> outcomes,
            Engine engine,
            Instant started,
            Map<String, Map<String, Object>> sketches) {
        this.spec = spec;
        this.fingerprint = fingerprint;
        this.inputs = inputs;
        this.partitions = partitions;
        this.outcomes = outcomes;
        this.engine = engine;
        this.started = started;
        this.sketches = sketches;
    }

    ObjectNode json() {
        sumSteps();
        ObjectNode report = Json.object();
        report.put("format", "sluice-report/1");
        report.put("name", spec.plan().name());
        report.set("run", run());
        report.set("inputs", inputs());
        report.set("assets", assets(spec.plan()));
        report.set("totals", totals());
        report.set("steps", steps());
        report.set("duplicates", duplicates());
        report.set("reviews", reviews());
        warnAboutFields(
                NamedFields.of(spec.plan().output()),
                output(),
                spec.signals().kinds().keySet());
        ArrayNode sketched = report.putArray("sketches");
        sketches.forEach(
                (step, estimate) -> sketched.addObject().put("step", step).set("estimate", Json.of(estimate)));
        report.set("timings", timings());
        report.set("groups", groups());
        report.set("dead_letters", deadLetters());
        warnAboutWhole(report);
        report.set("warnings", warnings);
        return report;
    }

    private void sumSteps() {
        for (Stages.DocumentStage stage : spec.stages()) {
            for (JsonNode record :
                    outcomes.get(RunSpec.documentStage(stage.number())).records()) {
                for (Map.Entry<String, JsonNode> step : record.path("steps").properties()) {
                    StepTotals.add(totals.computeIfAbsent(step.getKey(), name -> Json.object()), step.getValue());
                }
            }
        }
    }

    /** What the last stage counted while it wrote the output. */
    private ObjectNode output() {
        ObjectNode sum = Json.object();
        String last = RunSpec.documentStage(spec.stages().size() - 1);
        outcomes.get(last).records().forEach(record -> StepTotals.add(sum, record.path("output")));
        return sum;
    }

    private ObjectNode run() {
        ObjectNode run = Json.object();
        run.put("version", Version.TEXT);
        run.put("started", started.toString());
        run.put("finished", Instant.now().toString());
        run.put("runner", engine.name());
        run.put("parallelism", engine.parallelism());
        run.put("seed", spec.plan().seed());
        run.put("partitions", partitions.size());
        run.put("fingerprint", fingerprint.hash());
        run.put("recipe", spec.plan().canonical());
        return run;
    }

    private ArrayNode inputs() {
        ArrayNode all = Json.array();
        Map<Integer, long[]> counts = inputs.countsByInput();
        for (int i = 0; i < spec.plan().inputs().size(); i++) {
            Input input = spec.plan().inputs().get(i);
            long[] count = counts.getOrDefault(i, new long[2]);
            all.addObject().put("name", input.name()).put("files", count[0]).put("bytes", count[1]);
        }
        return all;
    }

    /** The files that a recipe names, with licence and source where an index of assets tells them. */
    static ArrayNode assets(Plan plan) {
        ArrayNode all = Json.array();
        for (Asset asset : plan.assets()) {
            ObjectNode one = all.addObject().put("asset", asset.name()).put("sha256", asset.sha256());
            if (asset.license() != null) {
                one.put("license", asset.license());
            }
            if (asset.source() != null) {
                one.put("source", asset.source());
            }
        }
        return all;
    }

    private ObjectNode totals() {
        ObjectNode sum = Json.object();
        long records = 0;
        long entered = 0;
        long dead = 0;
        long sampledOut = 0;
        for (JsonNode record : outcomes.get(RunSpec.documentStage(0)).records()) {
            records += record.path("records").asLong();
            entered += record.path("entered").asLong();
            sampledOut += record.path("sampled_out").asLong();
        }
        long evidence = 0;
        long documents = 0;
        long bytes = 0;
        long files = 0;
        for (Map.Entry<String, Runs.StageOutcome> outcome : outcomes.entrySet()) {
            for (JsonNode record : outcome.getValue().records()) {
                if (outcome.getKey().startsWith("documents-")) {
                    evidence += record.path("evidence_bytes").asLong();
                }
                dead += record.path("dead").path("count").asLong();
                for (JsonNode shard : record.path("shards")) {
                    documents += shard.path("documents").asLong();
                    bytes += shard.path("bytes").asLong();
                    files++;
                }
            }
        }
        ObjectNode read = sum.putObject("read");
        read.put("records", records);
        read.put("documents", entered);
        List<Step> steps = spec.plan().steps();
        JsonNode first = steps.isEmpty() ? null : totals.get(steps.get(0).name());
        JsonNode last =
                steps.isEmpty() ? null : totals.get(steps.get(steps.size() - 1).name());
        ObjectNode written = sum.putObject("written");
        written.put("documents", documents);
        if (first != null && last != null) {
            read.set("characters", first.path("in").path("characters"));
            read.set("words", first.path("in").path("words"));
            written.set("characters", last.path("out").path("characters"));
            written.set("words", last.path("out").path("words"));
            if (last.path("out").has("tokens")) {
                written.set("tokens", last.path("out").path("tokens"));
            }
        }
        written.put("bytes", bytes);
        written.put("files", files);
        sum.put("dead_letters", dead);
        sum.put("sampled_out", sampledOut);
        sum.put("evidence_bytes", evidence);
        return sum;
    }

    private ArrayNode steps() {
        ArrayNode all = Json.array();
        Map<String, List<JsonNode>> samples = samples();
        for (Step step : spec.plan().steps()) {
            ObjectNode total = totals.getOrDefault(step.name(), Json.object());
            ObjectNode one = all.addObject();
            Operator operator = step.operator() instanceof Observing observing ? observing.filter() : step.operator();
            Operator.Info info = operator.getClass().getAnnotation(Operator.Info.class);
            one.put("number", step.number());
            one.put("name", step.name());
            one.put("operator", info == null ? step.name() : info.name());
            one.put("kind", kind(operator));
            one.put("summary", info == null ? "Filters that decide together." : info.summary());
            one.set("in", total.path("in"));
            one.set("out", total.path("out"));
            one.set("dropped", total.path("dropped"));
            one.put("modified", total.path("modified").asLong());
            one.put("failed", total.path("failed").asLong());
            one.put("seconds", total.path("nanos").asLong() / 1e9);
            one.set("signals", signals(step, total));
            one.set("labels", labels(step, total));
            remark(step, total, one);
            ArrayNode shown = one.putArray("samples");
            samples.getOrDefault(step.name(), List.of()).forEach(shown::add);
            warnAboutFields(NamedFields.of(step), total, measuredBefore(step));
            warnAbout(step, total);
        }
        return all;
    }

    private static String kind(Operator operator) {
        return operator instanceof Filter
                ? "filter"
                : operator instanceof Mapper
                        ? "mapper"
                        : operator instanceof Annotator
                                ? "annotator"
                                : operator instanceof Sketch ? "sketch" : "global";
    }

    private static ArrayNode signals(Step step, ObjectNode total) {
        ArrayNode all = Json.array();
        for (Signal signal : step.operator().signals()) {
            JsonNode counts = total.path("signals").path(signal.name());
            Histogram kept = StepTotals.histogram(counts.path("kept"));
            Histogram dropped = StepTotals.histogram(counts.path("dropped"));
            if (kept.count() + dropped.count() == 0) {
                continue;
            }
            double scale = signal.kind() == Signal.Kind.COUNT ? 1 : dev.sluice.plan.StepCounts.SCALE;
            ObjectNode one = all.addObject();
            one.put("name", signal.qualified(step.name()));
            one.put("kind", signal.kind().name().toLowerCase(Locale.ROOT));
            one.put("unit", signal.unit());
            one.put("doc", signal.doc());
            ArrayNode thresholds = one.putArray("thresholds");
            if (step.operator() instanceof Filter filter) {
                for (Threshold threshold : filter.thresholds()) {
                    if (threshold.signal().equals(signal)) {
                        thresholds
                                .addObject()
                                .put("parameter", threshold.parameter())
                                .put("side", threshold.side().name().toLowerCase(Locale.ROOT))
                                .put("value", threshold.value())
                                .put("reason", Chain.nameOf(threshold.reason()));
                    }
                }
            }
            one.set("kept", distribution(kept, scale));
            one.set("dropped", distribution(dropped, scale));
        }
        return all;
    }

    private static ObjectNode distribution(Histogram histogram, double scale) {
        ObjectNode json = Json.object();
        json.put("n", histogram.count());
        if (histogram.count() == 0) {
            return json;
        }
        json.put("min", histogram.minimum() / scale);
        json.put("max", histogram.maximum() / scale);
        int[] percents = {1, 5, 25, 50, 75, 95, 99};
        for (int percent : percents) {
            json.put(String.format(Locale.ROOT, "p%02d", percent), histogram.quantile(percent / 100.0) / scale);
        }
        ArrayNode buckets = json.putArray("buckets");
        histogram
                .buckets()
                .forEach((bucket, n) -> buckets.addArray()
                        .add(Histogram.low(bucket) / scale)
                        .add(Histogram.high(bucket) / scale)
                        .add(n));
        return json;
    }

    private static ArrayNode labels(Step step, ObjectNode total) {
        ArrayNode all = Json.array();
        for (Signal signal : step.operator().signals()) {
            JsonNode counts = total.path("signals").path(signal.name());
            if (!counts.has("labels")) {
                continue;
            }
            List<Map.Entry<String, Long>> values = new ArrayList<>();
            counts.path("labels")
                    .properties()
                    .forEach(entry -> values.add(
                            Map.entry(entry.getKey(), entry.getValue().asLong())));
            values.sort(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry::getKey));
            ObjectNode one = all.addObject();
            one.put("name", signal.qualified(step.name()));
            ArrayNode shown = one.putArray("values");
            long other = counts.path("other_labels").asLong();
            for (int i = 0; i < values.size(); i++) {
                if (i < LABELS) {
                    shown.addArray()
                            .add(values.get(i).getKey())
                            .add(values.get(i).getValue());
                } else {
                    other += values.get(i).getValue();
                }
            }
            one.put("other", other);
        }
        return all;
    }

    /** Tells what a step remarked of the documents that gave it evidence. */
    private void remark(Step step, ObjectNode total, ObjectNode one) {
        if (!(step.operator() instanceof Global global) || !total.has("remarks")) {
            return;
        }
        Class<? extends Enum<?>> remarks =
                Objects.requireNonNull(global.remarks(), () -> step.name() + " declares no remarks");
        long documents = total.path("gave_evidence").asLong();
        Map<Enum<?>, Long> counts = new LinkedHashMap<>();
        ArrayNode all = one.putArray("remarks");
        for (Enum<?> remark : remarks.getEnumConstants()) {
            long count = total.path("remarks").path(Chain.nameOf(remark)).asLong();
            if (count > 0) {
                counts.put(remark, count);
                all.addObject()
                        .put("name", Chain.nameOf(remark))
                        .put("meaning", Doc.of(remark))
                        .put("documents", count)
                        .put("of", documents);
            }
        }
        global.warnings(counts, documents).forEach(warning -> warn(step.name(), warning.text(), warning.hint()));
    }

    /** Of all tasks' samples those with the smallest draws, so that the report shows the same ones at any parallelism. */
    private Map<String, List<JsonNode>> samples() {
        Map<String, TreeMap<Long, JsonNode>> byRule = new TreeMap<>();
        outcomes.values()
                .forEach(outcome -> outcome.records()
                        .forEach(record -> record.path("samples").forEach(sample -> {
                            JsonNode row = sample.path("row");
                            String rule = row.path("step").asText() + "\0"
                                    + row.path("reason").asText();
                            byRule.computeIfAbsent(rule, key -> new TreeMap<>(Long::compareUnsigned))
                                    .put(sample.path("bits").asLong(), row);
                        })));
        Map<String, List<JsonNode>> byStep = new HashMap<>();
        byRule.forEach(
                (rule, rows) -> byStep.computeIfAbsent(rule.substring(0, rule.indexOf('\0')), step -> new ArrayList<>())
                        .addAll(rows.values().stream().limit(SAMPLES_PER_REASON).toList()));
        return byStep;
    }

    /** What global steps found when they looked back at their decisions. */
    private ArrayNode reviews() {
        ArrayNode all = Json.array();
        for (Stages.DocumentStage stage : spec.stages()) {
            for (Stages.Deciding deciding : stage.decided()) {
                Runs.StageOutcome outcome = outcomes.get(RunSpec.conclusionStage(stage.number() - 1, deciding));
                if (outcome != null) {
                    JsonNode record = outcome.records().get(0);
                    ObjectNode one = all.addObject();
                    one.put("step", deciding.step().name());
                    one.setAll((ObjectNode) record.path("findings"));
                    record.path("warnings").forEach(warnings::add);
                }
            }
        }
        return all;
    }

    private ArrayNode duplicates() {
        ArrayNode all = Json.array();
        for (Step step : spec.plan().steps()) {
            ObjectNode total = totals.get(step.name());
            if (!(step.operator() instanceof Global) || total == null || !total.has("dropped_by_size")) {
                continue;
            }
            TreeMap<Long, Long> bySize = new TreeMap<>();
            // A group of n documents keeps one: its other n - 1 were counted as dropped, or all n as marked.
            total.path("dropped_by_size").properties().forEach(entry -> {
                long size = Long.parseLong(entry.getKey());
                bySize.merge(size, Math.max(1, entry.getValue().asLong() / Math.max(1, size - 1)), Long::sum);
            });
            if (bySize.isEmpty()) {
                total.path("kept_by_size").properties().forEach(entry -> {
                    long size = Long.parseLong(entry.getKey());
                    bySize.merge(size, Math.max(1, entry.getValue().asLong() / size), Long::sum);
                });
            }
            // Where a document of an earlier run stays, the other n - 1 of a group are counted, dropped or marked.
            total.path("beside_earlier_by_size").properties().forEach(entry -> {
                long size = Long.parseLong(entry.getKey());
                bySize.merge(size, Math.max(1, entry.getValue().asLong() / Math.max(1, size - 1)), Long::sum);
            });
            // Of an index without documents nobody knows which one stays: they are in no group.
            long known = total.path("dropped").path("in_index").asLong() - sum(total.path("beside_earlier_by_size"));
            if (bySize.isEmpty() && known <= 0) {
                continue;
            }
            ObjectNode one = all.addObject();
            one.put("step", step.name());
            one.put(
                    "groups",
                    bySize.values().stream().mapToLong(Long::longValue).sum());
            one.put(
                    "documents",
                    bySize.entrySet().stream()
                            .mapToLong(e -> e.getKey() * e.getValue())
                            .sum());
            one.put("dropped", sum(total.path("dropped")));
            if (known > 0) {
                one.put("in_index_without_survivor", known);
            }
            ArrayNode sizes = one.putArray("sizes");
            bySize.forEach((size, groups) -> sizes.addArray().add(size).add(groups));
            one.set("largest", largest(total));
        }
        return all;
    }

    private static long sum(JsonNode counts) {
        long sum = 0;
        for (JsonNode count : counts) {
            sum += count.asLong();
        }
        return sum;
    }

    private static ArrayNode largest(ObjectNode total) {
        Map<String, ObjectNode> byGroup = new TreeMap<>();
        for (JsonNode group : total.path("largest")) {
            ObjectNode there = byGroup.get(group.path("group").asText());
            if (there == null) {
                byGroup.put(group.path("group").asText(), group.deepCopy());
            } else {
                ArrayNode members = (ArrayNode) there.get("members");
                group.path("members").forEach(member -> {
                    if (members.size() < SAMPLES_PER_REASON) {
                        members.add(member);
                    }
                });
            }
        }
        List<ObjectNode> sorted = new ArrayList<>(byGroup.values());
        sorted.sort((a, b) -> a.path("size").asLong() != b.path("size").asLong()
                ? Long.compare(b.path("size").asLong(), a.path("size").asLong())
                : a.path("group").asText().compareTo(b.path("group").asText()));
        ArrayNode largest = Json.array();
        sorted.stream().limit(LARGEST).forEach(largest::add);
        return largest;
    }

    private ArrayNode timings() {
        ArrayNode all = Json.array();
        outcomes.forEach((name, outcome) -> {
            long nanos = 0;
            long records = 0;
            long bytes = 0;
            for (JsonNode record : outcome.records()) {
                nanos += record.path("nanos").asLong();
                records += record.path("records").asLong();
                bytes += record.path("bytes_read").asLong();
            }
            all.addObject()
                    .put("stage", name)
                    .put("tasks", outcome.records().size())
                    .put("seconds", outcome.seconds())
                    .put("task_seconds", nanos / 1e9)
                    .put("documents", records)
                    .put("bytes", bytes);
        });
        return all;
    }

    /** How large the groups of one key were that passes went through. */
    private ArrayNode groups() {
        ArrayNode all = Json.array();
        for (Stages.DocumentStage stage : spec.stages()) {
            for (Stages.Deciding deciding : stage.decided()) {
                List<Global.Pass> passes = deciding.rounds().passes();
                for (int pass = 0; pass < passes.size(); pass++) {
                    Runs.StageOutcome outcome = outcomes.get(RunSpec.passStage(stage.number() - 1, deciding, pass));
                    if (outcome != null && passes.get(pass) instanceof Global.Keyed keyed) {
                        GroupSizes sizes = new GroupSizes();
                        outcome.records().forEach(record -> sizes.add(record.path("groups")));
                        ObjectNode one = all.addObject();
                        one.put("step", deciding.step().name());
                        one.put("table", keyed.input().name());
                        sizes.writeTo(one);
                    }
                }
            }
        }
        return all;
    }

    private ObjectNode deadLetters() {
        ObjectNode sum = Json.object();
        long count = 0;
        TreeMap<String, Long> reasons = new TreeMap<>();
        ArrayNode samples = Json.array();
        for (Runs.StageOutcome outcome : outcomes.values()) {
            for (JsonNode record : outcome.records()) {
                JsonNode dead = record.path("dead");
                count += dead.path("count").asLong();
                dead.path("reasons")
                        .properties()
                        .forEach(entry ->
                                reasons.merge(entry.getKey(), entry.getValue().asLong(), Long::sum));
                for (JsonNode sample : dead.path("samples")) {
                    if (samples.size() < DEAD_SAMPLES) {
                        samples.add(sample);
                    }
                }
            }
        }
        sum.put("count", count);
        sum.set("reasons", Json.of(reasons));
        sum.set("samples", samples);
        return sum;
    }

    /** A name that no document had is most likely misspelt, and steps go on as if its value were just absent. */
    private void warnAboutFields(List<NamedFields.Use> uses, JsonNode total, Set<String> measured) {
        for (NamedFields.Use use : uses) {
            Spec.Named named = use.named();
            JsonNode counts = total.path("fields")
                    .path(use.step())
                    .path(named.parameter())
                    .path(named.name());
            long without = counts.path("without").asLong();
            if (without > 0
                    && counts.path("with").asLong() == 0
                    && !(named.signal() && measured.contains(named.name()))) {
                TreeSet<String> names = new TreeSet<>();
                counts.path("nearest").fieldNames().forEachRemaining(names::add);
                if (named.signal()) {
                    names.addAll(measured);
                }
                String nearest = NearestName.of(named.field(), names);
                int prefix = named.name().length() - named.field().length();
                warn(
                        use.step(),
                        named.parameter() + " names '" + named.name() + "', which none of " + without
                                + " documents has",
                        nearest == null
                                ? "Look up how the records call it; names joined by dots lead into objects."
                                : "Did you mean '" + named.name().substring(0, prefix) + nearest + "'?");
            }
        }
    }

    private Set<String> measuredBefore(Step step) {
        Set<String> names = new TreeSet<>();
        for (Step before : spec.plan().steps()) {
            if (before.number() < step.number()) {
                before.operator().signals().forEach(signal -> names.add(signal.qualified(before.name())));
            }
        }
        return names;
    }

    private void warnAbout(Step step, ObjectNode total) {
        long in = total.path("in").path("documents").asLong();
        long dropped = sum(total.path("dropped"));
        List<Review.Warning> own = step.operator().warnings();
        own.forEach(warning -> warn(step.name(), warning.text(), warning.hint()));
        if (in < FEW) {
            return;
        }
        boolean drops = step.operator() instanceof Filter || step.operator() instanceof Global;
        boolean changes = total.path("modified").asLong() > 0
                || total.path("marked").asLong() > 0
                || !total.path("kept_by_size").isEmpty()
                || !total.path("beside_earlier_by_size").isEmpty();
        if (drops && dropped == 0 && !changes && own.isEmpty()) {
            warn(
                    step.name(),
                    "dropped none of " + in + " documents",
                    "Does it look at the right field, and are its thresholds meant for this data?");
        } else if (drops && dropped >= NEARLY_ALL * in) {
            warn(
                    step.name(),
                    "dropped " + dropped + " of " + in + " documents",
                    "Is this the right rule for this data? Look at the samples of what it dropped.");
        }
        long failed = total.path("failed").asLong();
        if (failed > 0) {
            warn(step.name(), "failed on " + failed + " documents", "They are in the dead letters with the cause.");
        }
    }

    private void warnAboutWhole(ObjectNode report) {
        long read = report.path("totals").path("read").path("records").asLong();
        if (read == 0) {
            warn("input", "holds no record", "Check the path and the format.");
        }
        long dead = report.path("dead_letters").path("count").asLong();
        if (dead > 0) {
            warn(
                    "input",
                    dead + " of " + read + " records could not be processed",
                    "They are in the dead letters, each with file, offset and cause.");
        }
    }

    private void warn(String step, String text, String hint) {
        warnings.addObject().put("step", step).put("text", text).put("hint", hint);
    }
}
