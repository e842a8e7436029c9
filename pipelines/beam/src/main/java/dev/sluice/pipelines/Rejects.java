package dev.sluice.pipelines;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.operators.Document;
import dev.sluice.operators.KeyedRandom;
import dev.sluice.plan.Output;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The documents that one task dropped, with the reason, the values and the text as the rule saw it. Where only a sample
 * is wanted, it holds the documents with the smallest keyed draws of each step and reason, so that it is the same in
 * every run.
 */
final class Rejects implements AutoCloseable {
    /** Dropped documents kept of each step and reason in a sample. */
    private static final int SAMPLE = 100;

    /** Of those, how many the report shows. */
    private static final int SHOWN = 5;

    private static final int EXCERPT_CHARACTERS = 600;
    private static final int SAMPLE_CHARACTERS = 1_000_000;

    private final RunSpec spec;
    private final SideFile file;
    private final Output.Rejects mode;
    private final Map<String, PriorityQueue<Sampled>> samples = new TreeMap<>();
    private long order;

    Rejects(RunSpec spec, Store store, String path) {
        this.spec = spec;
        this.file = new SideFile(store, path);
        this.mode = spec.plan().output().rejects();
    }

    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    private record Sampled(long bits, long order, byte[] row, ObjectNode shown) {}

    void add(Document document, int stepNumber, String step, String reason, Fates.@Nullable MatchedIds match)
            throws IOException {
        PriorityQueue<Sampled> queue = samples.computeIfAbsent(
                step + "\0" + reason, key -> new PriorityQueue<>((a, b) -> Long.compareUnsigned(b.bits, a.bits)));
        long bits = KeyedRandom.bits(spec.plan().seed(), "rejects", document.id(), document.child());
        boolean sampled = queue.size() < SAMPLE || Long.compareUnsigned(bits, queue.peek().bits) < 0;
        if (mode != Output.Rejects.ALL && !sampled) {
            return;
        }
        ObjectNode row = row(document, stepNumber, step, reason, match);
        byte[] bytes = Json.bytes(row);
        if (mode == Output.Rejects.ALL) {
            file.write(bytes);
            bytes = new byte[0];
        }
        if (sampled) {
            queue.add(new Sampled(bits, order++, bytes, shown(row)));
            if (queue.size() > SAMPLE) {
                queue.poll();
            }
        }
    }

    private ObjectNode row(
            Document document, int stepNumber, String step, String reason, Fates.@Nullable MatchedIds match) {
        ObjectNode row = Json.object();
        row.put("id", document.id());
        row.put("file", document.position().file());
        row.put("offset", document.position().offset());
        row.put("step", step);
        row.put("reason", reason);
        if (match != null) {
            row.put("duplicate_of", match.names().survivor());
            if (match.names().index() != null) {
                row.put("duplicate_in", match.names().index());
            }
            row.put("cluster", match.names().group());
            row.put("cluster_size", match.size());
            if (match.similarity() != null) {
                row.put("similarity", match.similarity());
            }
        }
        row.set("values", Json.of(document.signals().toMap()));
        if (spec.showsText(stepNumber)) {
            String text = document.text();
            boolean cut = mode != Output.Rejects.ALL && text.length() > SAMPLE_CHARACTERS;
            row.put("text", cut ? Excerpt.of(text, SAMPLE_CHARACTERS) : text);
            if (cut) {
                row.put("text_cut", true);
            }
        } else {
            row.put("text_withheld", true);
        }
        return row;
    }

    private static ObjectNode shown(ObjectNode row) {
        ObjectNode shown = row.deepCopy();
        shown.remove("text");
        if (row.has("text")) {
            shown.put("excerpt", Excerpt.of(row.get("text").asText(), EXCERPT_CHARACTERS));
        }
        return shown;
    }

    /** Writes the sample in the order of the input and ends the file. */
    Store.@Nullable Stored finish() throws IOException {
        if (mode == Output.Rejects.SAMPLE) {
            List<Sampled> all = new ArrayList<>();
            samples.values().forEach(all::addAll);
            all.sort(Comparator.comparingLong(Sampled::order));
            for (Sampled sampled : all) {
                file.write(sampled.row);
            }
        }
        return file.finish();
    }

    /** What the report shows, with the draw by which samples of several tasks are merged. */
    ArrayNode shown() {
        ArrayNode shown = Json.array();
        for (PriorityQueue<Sampled> queue : samples.values()) {
            queue.stream()
                    .sorted((a, b) -> Long.compareUnsigned(a.bits, b.bits))
                    .limit(SHOWN)
                    .forEach(sampled ->
                            shown.addObject().put("bits", sampled.bits).set("row", sampled.shown));
        }
        return shown;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
