package dev.sluice.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.operators.Histogram;
import dev.sluice.plan.NamedFields;
import dev.sluice.plan.StepCounts;
import dev.sluice.plan.TextTotals;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/** The counts of one step as JSON in task records, and the sum of them over all tasks. */
final class StepTotals {
    private StepTotals() {}

    static ObjectNode size(TextTotals totals) {
        ObjectNode size = Json.object()
                .put("documents", totals.documents())
                .put("characters", totals.characters())
                .put("words", totals.words());
        if (totals.tokenized() > 0) {
            size.put("tokens", totals.tokens());
        }
        return size;
    }

    static ObjectNode toJson(StepCounts counts) {
        ObjectNode json = Json.object();
        json.set("in", size(counts.in()));
        json.set("out", size(counts.out()));
        json.set("dropped", Json.of(counts.dropped()));
        json.put("modified", counts.modified());
        json.put("failed", counts.failed());
        json.put("nanos", counts.nanos());
        putFields(json, counts.fields());
        ObjectNode signals = json.putObject("signals");
        for (StepCounts.SignalCounts signal : counts.signals()) {
            ObjectNode one = signals.putObject(signal.signal().name());
            one.set("kept", histogram(signal.kept()));
            one.set("dropped", histogram(signal.dropped()));
            if (!signal.labels().isEmpty()) {
                one.set("labels", Json.of(signal.labels()));
                one.put("other_labels", signal.otherLabels());
            }
        }
        return json;
    }

    /** Adds what became of the names in parameters, if there are any; sums of it are still such counts. */
    static void putFields(ObjectNode json, NamedFields fields) {
        for (NamedFields.Sought sought : fields.sought()) {
            NamedFields.Use use = sought.use();
            ObjectNode one = json.withObjectProperty("fields")
                    .withObjectProperty(use.step())
                    .withObjectProperty(use.named().parameter())
                    .withObjectProperty(use.named().name());
            one.put("with", sought.found() ? 1 : 0);
            one.put("without", sought.without());
            String nearest = sought.found() ? null : sought.nearest();
            if (nearest != null) {
                one.putObject("nearest").put(nearest, 1);
            }
        }
    }

    private static ObjectNode histogram(Histogram histogram) {
        ObjectNode json = Json.object();
        if (histogram.count() > 0) {
            json.put("min", histogram.minimum());
            json.put("max", histogram.maximum());
            ArrayNode buckets = json.putArray("buckets");
            histogram.buckets().forEach((bucket, n) -> buckets.add(bucket).add(n));
        }
        return json;
    }

    /** The histogram of a task record; empty where none was stored. */
    static Histogram histogram(JsonNode json) {
        Map<Integer, Long> buckets = new TreeMap<>();
        Iterator<JsonNode> values = json.path("buckets").elements();
        while (values.hasNext()) {
            buckets.put(values.next().asInt(), values.next().asLong());
        }
        return buckets.isEmpty()
                ? new Histogram()
                : Histogram.of(
                        buckets, json.path("min").asLong(), json.path("max").asLong());
    }

    /**
     * Adds a tree of counts to another: numbers add up, histograms merge, objects merge by key. Lists other than
     * histograms are appended.
     */
    static void add(ObjectNode sum, JsonNode more) {
        for (Map.Entry<String, JsonNode> entry : more.properties()) {
            String key = entry.getKey();
            JsonNode value = entry.getValue();
            JsonNode there = sum.get(key);
            if (value.isObject() && value.has("buckets")) {
                Histogram merged = there == null ? new Histogram() : histogram(there);
                merged.merge(histogram(value));
                sum.set(key, histogram(merged));
            } else if (value.isObject()) {
                ObjectNode inner = there instanceof ObjectNode node ? node : sum.putObject(key);
                add(inner, value);
            } else if (value.isArray()) {
                ArrayNode list = there instanceof ArrayNode node ? node : sum.putArray(key);
                value.forEach(list::add);
            } else if (value.isNumber()) {
                sum.put(key, (there == null ? 0 : there.asLong()) + value.asLong());
            } else {
                sum.set(key, value);
            }
        }
    }
}
