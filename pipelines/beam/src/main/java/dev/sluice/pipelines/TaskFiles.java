package dev.sluice.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The runs that the tasks of one stage wrote, by table, in the order of the tasks. */
final class TaskFiles implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Map<String, List<String>> runs = new LinkedHashMap<>();

    /** Adds what a task record names under {@code runs}. */
    void add(JsonNode runsOfTask) {
        for (Map.Entry<String, JsonNode> table : runsOfTask.properties()) {
            List<String> paths = runs.computeIfAbsent(table.getKey(), name -> new ArrayList<>());
            table.getValue().forEach(path -> paths.add(path.asText()));
        }
    }

    List<String> runs(String table) {
        return runs.getOrDefault(table, List.of());
    }

    /** The same runs, which further tables added to this do not change. */
    TaskFiles copy() {
        TaskFiles copy = new TaskFiles();
        runs.forEach((table, paths) -> copy.runs.put(table, new ArrayList<>(paths)));
        return copy;
    }

    /** The runs of some tables. */
    TaskFiles only(String... tables) {
        TaskFiles some = new TaskFiles();
        for (String table : tables) {
            some.runs.put(table, new ArrayList<>(runs(table)));
        }
        return some;
    }

    JsonNode toJson() {
        return Json.of(runs);
    }
}
