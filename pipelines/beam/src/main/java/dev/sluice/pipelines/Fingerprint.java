package dev.sluice.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.operators.Sha256;
import dev.sluice.plan.Asset;
import dev.sluice.plan.Plan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that decides the bytes of a run's data: recipe, inputs, assets, versions. Two runs with the same
 * fingerprint give the same data; a work folder with another one is not resumed.
 */
final class Fingerprint {
    private static final int SHOWN = 5;

    private final ObjectNode content;

    private Fingerprint(ObjectNode content) {
        this.content = content;
    }

    static Fingerprint of(Plan plan, InputFiles inputs) {
        ObjectNode content = Json.object();
        content.put("version", Version.TEXT);
        content.put("recipe", plan.canonical());
        ArrayNode files = content.putArray("inputs");
        for (InputFiles.InputFile file : inputs.files()) {
            files.addObject()
                    .put("input", plan.inputs().get(file.input()).name())
                    .put("file", file.name())
                    .put("bytes", file.bytes())
                    .put("fingerprint", file.fingerprint());
        }
        ArrayNode assets = content.putArray("assets");
        for (Asset asset : plan.assets()) {
            assets.addObject().put("asset", asset.name()).put("sha256", asset.sha256());
        }
        return new Fingerprint(content);
    }

    ObjectNode content() {
        return content;
    }

    String hash() {
        return Sha256.of(Json.bytes(content));
    }

    /**
     * What differs from a stored fingerprint, in words, a line each.
     *
     * @param stored null when the file is damaged
     * @param file where it is stored
     */
    List<String> differences(@Nullable JsonNode stored, Path file) {
        if (stored == null) {
            return List.of(file + " is damaged, so that nobody can tell which run it was");
        }
        List<String> differences = new ArrayList<>();
        if (!stored.path("version").equals(content.get("version"))) {
            differences.add("version: was " + stored.path("version").asText() + ", is " + Version.TEXT);
        }
        lines("recipe", stored.path("recipe").asText(), content.get("recipe").asText(), differences);
        entries("input", "file", stored.path("inputs"), content.get("inputs"), differences);
        entries("asset", "asset", stored.path("assets"), content.get("assets"), differences);
        return differences;
    }

    private static void lines(String what, String before, String now, List<String> differences) {
        List<String> old = before.lines().toList();
        List<String> fresh = now.lines().toList();
        int shown = 0;
        for (String line : old) {
            if (!fresh.contains(line) && shown++ < SHOWN) {
                differences.add(what + ": had " + line.strip());
            }
        }
        for (String line : fresh) {
            if (!old.contains(line) && shown++ < 2 * SHOWN) {
                differences.add(what + ": has " + line.strip());
            }
        }
    }

    /** Numbers of one value have different nodes when they were read and when they were made. */
    private static boolean sameText(JsonNode a, JsonNode b) {
        return a.toString().equals(b.toString());
    }

    private static void entries(String what, String key, JsonNode before, JsonNode now, List<String> differences) {
        Map<String, JsonNode> old = new HashMap<>();
        before.forEach(entry -> old.put(entry.path(key).asText(), entry));
        int more = 0;
        for (JsonNode entry : now) {
            String name = entry.path(key).asText();
            JsonNode was = old.remove(name);
            String difference = was == null ? "is new" : sameText(was, entry) ? null : "has changed";
            if (difference != null && more++ < SHOWN) {
                differences.add(what + " " + name + ": " + difference);
            }
        }
        for (String name : old.keySet()) {
            if (more++ < SHOWN) {
                differences.add(what + " " + name + ": is gone");
            }
        }
        if (more > SHOWN) {
            differences.add(what + ": " + (more - SHOWN) + " further differences");
        }
    }
}
