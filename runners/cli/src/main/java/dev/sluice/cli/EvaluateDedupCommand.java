package dev.sluice.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.operators.NearestName;
import dev.sluice.operators.dedup.evaluation.ClusterEstimates;
import dev.sluice.operators.dedup.evaluation.ClusterMetrics;
import dev.sluice.operators.dedup.evaluation.PairMetrics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares the duplicates that a run found with known ones. */
@Command(
        name = "evaluate-dedup",
        description = {
            "Compares the duplicates that a run found with known ones, whether it removed or only marked them.",
            "The truth is a file of lines 'id cluster', parted by a tab or a comma, for all records that both hold;",
            "with --sample for every record of some sampled clusters; with --pairs of lines 'id id 1' for duplicates",
            "and 'id id 0' for others (true and false are labels, too). Documents that an index of exact_dedup knew",
            "(in_index) are counted and otherwise left out: their run does not know what they are duplicates of."
        },
        mixinStandardHelpOptions = true)
final class EvaluateDedupCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** How the sampled clusters were drawn. */
    enum Sample {
        CLUSTERS,
        RECORDS
    }

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(index = "0", paramLabel = "OUTPUT", description = "The output folder of a run.")
    private Path output;

    @Parameters(index = "1", paramLabel = "TRUTH", description = "The file of known clusters or pairs.")
    private Path truth;

    @Option(names = "--pairs", description = "The truth is labelled pairs.")
    private boolean pairs;

    @Option(
            names = "--sample",
            paramLabel = "HOW",
            description =
                    "The truth is a sample of true clusters, drawn as clusters, or as records and their clusters.")
    private @Nullable Sample sample;

    @Option(
            names = "--step",
            paramLabel = "NAME",
            description = "The one step whose duplicates count; without it those of all steps count together.")
    private @Nullable String step;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        if (!Files.isDirectory(output.resolve("__sluice").resolve("ledger"))) {
            throw new Failures.UsageException(output + " holds no ledger; is it the output folder of a finished run?");
        }
        if (pairs && sample != null) {
            throw new Failures.UsageException("--pairs and --sample exclude each other");
        }
        DuplicateGroups groups = DuplicateGroups.read(output, step);
        ObjectNode result = JSON.createObjectNode();
        tellSource(groups, result);
        Map<String, String> found = groups.clusters();
        try {
            if (pairs) {
                pairs(found, result);
            } else if (sample != null) {
                estimates(found, result);
            } else {
                ClusterMetrics metrics = ClusterMetrics.of(found, clusters());
                result.put("records", metrics.records());
                metrics.byName().forEach(result::put);
            }
        } catch (IllegalArgumentException nothing) {
            throw new Failures.UsageException(truth + ": " + nothing.getMessage());
        }
        print(result);
        return 0;
    }

    /** What is evaluated: nobody should take marked documents for removed ones, or one step for all. */
    private void tellSource(DuplicateGroups groups, ObjectNode result) throws Failures.UsageException {
        Set<String> names = groups.steps().keySet();
        if (names.isEmpty()) {
            throw new Failures.UsageException("no step of the run in " + output + " looks for duplicates of documents");
        }
        if (step != null && !names.contains(step)) {
            String hint = NearestName.hint(step, names);
            throw new Failures.UsageException("--step: no step '" + step + "' of the run in " + output
                    + " looks for duplicates of documents, " + String.join(", ", names)
                    + (names.size() == 1 ? " does" : " do") + (hint == null ? "" : "; " + hint));
        }
        groups.steps().forEach((name, one) -> {
            if (step == null || step.equals(name)) {
                result.put((one.marks() ? "marked_by_" : "removed_by_") + name, one.documents());
                if (one.strays() > 0) {
                    result.put("without_survivor_by_" + name, one.strays());
                }
            }
        });
    }

    private void pairs(Map<String, String> found, ObjectNode result) throws IOException, Failures.UsageException {
        List<PairMetrics.Pair> known = new ArrayList<>();
        for (Row row : rows(3)) {
            known.add(new PairMetrics.Pair(row.values().get(0), row.values().get(1), isDuplicate(row)));
        }
        PairMetrics metrics = PairMetrics.of(found, known);
        result.put("pairs", known.size());
        result.put("true_positives", metrics.truePositives());
        result.put("false_positives", metrics.falsePositives());
        result.put("false_negatives", metrics.falseNegatives());
        result.put("true_negatives", metrics.trueNegatives());
        result.put("unknown", metrics.unknown());
        result.put("precision", metrics.score().precision());
        result.put("recall", metrics.score().recall());
        result.put("f1", metrics.score().f1());
    }

    private boolean isDuplicate(Row row) throws Failures.UsageException {
        return switch (row.values().get(2).toLowerCase(Locale.ROOT)) {
            case "1", "true" -> true;
            case "0", "false" -> false;
            default ->
                throw new Failures.UsageException(truth + ":" + row.line() + ": the label is '"
                        + row.values().get(2) + "'; 1 or true stand for duplicates, 0 or false for others");
        };
    }

    private void estimates(Map<String, String> found, ObjectNode result) throws IOException, Failures.UsageException {
        ClusterEstimates.Weights weights = sample == Sample.RECORDS
                ? new ClusterEstimates.Weights.ByClusterSize()
                : new ClusterEstimates.Weights.Uniform();
        ClusterEstimates.of(found, clusters(), weights).byName().forEach((name, estimate) -> {
            ObjectNode one = result.putObject(name);
            one.put("estimate", estimate.value());
            one.put("standard_error", estimate.standardError());
        });
    }

    private Map<String, String> clusters() throws IOException, Failures.UsageException {
        Map<String, String> clusters = new HashMap<>();
        Map<String, Integer> lines = new HashMap<>();
        for (Row row : rows(2)) {
            String id = row.values().get(0);
            String cluster = row.values().get(1);
            String before = clusters.putIfAbsent(id, cluster);
            if (before != null && !before.equals(cluster)) {
                throw new Failures.UsageException(truth + ":" + row.line() + ": puts '" + id + "' in cluster '"
                        + cluster + "', and line " + lines.get(id) + " in '" + before + "'; a record has one cluster");
            }
            lines.putIfAbsent(id, row.line());
        }
        return clusters;
    }

    /** A line of the truth. */
    private record Row(int line, List<String> values) {}

    private List<Row> rows(int columns) throws IOException, Failures.UsageException {
        List<Row> rows = new ArrayList<>();
        try (BufferedReader in = Files.newBufferedReader(truth)) {
            int number = 0;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                number++;
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                String[] row = line.split(line.indexOf('\t') >= 0 ? "\t" : ",", -1);
                if (row.length != columns) {
                    throw new Failures.UsageException(truth + ":" + number + ": has " + row.length
                            + " columns, expected " + columns + " parted by tabs or commas");
                }
                for (int i = 0; i < columns; i++) {
                    row[i] = row[i].strip();
                }
                rows.add(new Row(number, List.of(row)));
            }
        }
        return rows;
    }

    private void print(ObjectNode result) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(result));
        } else {
            result.properties().forEach(entry -> {
                String value = entry.getValue().isObject()
                        ? number(entry.getValue().path("estimate").asDouble())
                                + (entry.getValue().path("standard_error").isNull()
                                        ? ""
                                        : " ± "
                                                + number(entry.getValue()
                                                        .path("standard_error")
                                                        .asDouble()))
                        : entry.getValue().isIntegralNumber()
                                ? String.format(
                                        Locale.ROOT, "%,d", entry.getValue().asLong())
                                : number(entry.getValue().asDouble());
                out.printf(Locale.ROOT, "%-32s %s%n", entry.getKey(), value);
            });
        }
        out.flush();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
