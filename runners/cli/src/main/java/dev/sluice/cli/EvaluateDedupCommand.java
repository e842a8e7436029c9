package dev.sluice.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.operators.NearestName;
import dev.sluice.operators.dedup.evaluation.ClusterEstimates;
import dev.sluice.operators.dedup.evaluation.ClusterMetrics;
import dev.sluice.operators.dedup.evaluation.ClusterSummary;
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
            "with --sample for every record of some sampled clusters (--sample=weights: 'id cluster weight'); with --pairs of lines 'id id 1' for duplicates",
            "and 'id id 0' for others (true and false are labels, too). Documents that an index of exact_dedup knew",
            "(in_index) are counted and otherwise left out: their run does not know what they are duplicates of."
        },
        mixinStandardHelpOptions = true)
final class EvaluateDedupCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** How the sampled clusters were drawn. */
    enum Sample {
        CLUSTERS,
        RECORDS,
        WEIGHTS
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
                    "The truth is a sample of true clusters, drawn as clusters, or as records and their clusters, or in another"
                            + " way with a weight for each in the third column: one over its probability of being drawn.")
    private @Nullable Sample sample;

    @Option(
            names = "--step",
            paramLabel = "NAME",
            description = "The one step whose duplicates count; without it those of all steps count together.")
    private @Nullable String step;

    @Option(
            names = "--beta",
            paramLabel = "BETA",
            defaultValue = "1",
            description = "How many times as important recall is as precision in F (default ${DEFAULT-VALUE}).")
    private double beta;

    @Option(
            names = "--hill",
            paramLabel = "ORDER",
            split = ",",
            defaultValue = "0,1,2",
            description = "Orders of the Hill numbers of the sizes of clusters (default ${DEFAULT-VALUE}).")
    private List<Double> hill = List.of();

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
        if (!(beta > 0 && beta < Double.POSITIVE_INFINITY)) {
            throw new Failures.UsageException("--beta is " + beta + ", must be a number above 0");
        }
        for (double order : hill) {
            if (!(order >= 0 && order < Double.POSITIVE_INFINITY)) {
                throw new Failures.UsageException("--hill has " + order + ", orders are numbers from 0 on");
            }
        }
        DuplicateGroups groups = DuplicateGroups.read(output, step);
        ObjectNode result = JSON.createObjectNode();
        tellSource(groups, result);
        Map<String, String> found = groups.clusters();
        summarise("found_", found, result);
        try {
            if (pairs) {
                pairs(found, result);
            } else if (sample != null) {
                estimates(found, sample, result);
            } else {
                Map<String, String> wanted = clusters();
                summarise("true_", wanted, result);
                ClusterMetrics metrics = ClusterMetrics.of(found, wanted);
                result.put("records", metrics.records());
                metrics.byName(beta).forEach(result::put);
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

    private void summarise(String name, Map<String, String> clusters, ObjectNode result) {
        ClusterSummary summary = ClusterSummary.of(clusters);
        result.put(name + "records", summary.records());
        result.put(name + "clusters", summary.clusters());
        result.put(name + "matching_rate", summary.matchingRate());
        result.put(name + "average_cluster_size", summary.averageSize());
        for (double order : hill) {
            String written = order == Math.rint(order) ? Long.toString((long) order) : Double.toString(order);
            result.put(name + "hill_number_" + written, summary.hillNumber(order));
        }
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
        result.put(ClusterMetrics.fName(beta), metrics.score().f(beta));
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

    private void estimates(Map<String, String> found, Sample drawn, ObjectNode result)
            throws IOException, Failures.UsageException {
        ClusterEstimates.Weights weights = switch (drawn) {
            case CLUSTERS -> new ClusterEstimates.Weights.Uniform();
            case RECORDS -> new ClusterEstimates.Weights.ByClusterSize();
            case WEIGHTS -> new ClusterEstimates.Weights.Given(weights());
        };
        ClusterEstimates.of(found, clusters(), weights, beta).byName().forEach((name, estimate) -> {
            ObjectNode one = result.putObject(name);
            one.put("estimate", estimate.value());
            one.put("standard_error", estimate.standardError());
        });
    }

    private Map<String, String> clusters() throws IOException, Failures.UsageException {
        Map<String, String> clusters = new HashMap<>();
        Map<String, Integer> lines = new HashMap<>();
        for (Row row : rows(sample == Sample.WEIGHTS ? 3 : 2)) {
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

    /** The weights of sampled clusters; records of one cluster agree about it. */
    private Map<String, Double> weights() throws IOException, Failures.UsageException {
        Map<String, Double> weights = new HashMap<>();
        for (Row row : rows(3)) {
            String cluster = row.values().get(1);
            double weight = weight(row);
            Double before = weights.putIfAbsent(cluster, weight);
            if (before != null && before != weight) {
                throw new Failures.UsageException(truth + ":" + row.line() + ": gives cluster '" + cluster
                        + "' the weight " + weight + ", and an earlier line " + before + "; a cluster has one weight");
            }
        }
        return weights;
    }

    private double weight(Row row) throws Failures.UsageException {
        String written = row.values().get(2);
        try {
            double weight = Double.parseDouble(written);
            if (weight > 0 && weight < Double.POSITIVE_INFINITY) {
                return weight;
            }
        } catch (NumberFormatException notOne) {
            // told below
        }
        throw new Failures.UsageException(truth + ":" + row.line() + ": the weight is '" + written
                + "', must be a number above 0: one over the probability with which the cluster was drawn");
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
