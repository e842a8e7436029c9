package dev.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.operators.Fault;
import dev.sluice.pipelines.Engine;
import dev.sluice.pipelines.RunOptions;
import dev.sluice.pipelines.RunResult;
import dev.sluice.pipelines.Runs;
import dev.sluice.plan.Plan;
import dev.sluice.recipes.Overrides;
import dev.sluice.recipes.RecipeReader;
import dev.sluice.recipes.Registry;
import dev.sluice.report.AnalysisPage;
import dev.sluice.runners.embedded.EmbeddedEngine;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A first look at data that nobody has written a recipe for. */
@Command(
        name = "analyze",
        description = "Describes a data set: fields, lengths, languages, repeated lines, suspicious records.",
        mixinStandardHelpOptions = true)
final class AnalyzeCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(paramLabel = "DATA", description = "A file, a folder, or a glob in quotes.")
    private String data;

    @Option(names = "--format", paramLabel = "NAME", description = "Format; told from file names unless given.")
    private @Nullable String format;

    @Option(names = "--text", paramLabel = "FIELD", description = "Field of the text; looked for unless given.")
    private @Nullable String text;

    @Option(names = "--id", paramLabel = "FIELD", description = "Field of the id; the hash of the text unless given.")
    private @Nullable String id;

    @Option(names = "--limit", paramLabel = "N", description = "Looks at the first N records only.")
    private @Nullable Long limit;

    @Option(
            names = "--output",
            paramLabel = "FOLDER",
            defaultValue = "analysis",
            description = "Where analysis.html and analysis.json go; an earlier analysis is replaced.")
    private Path output;

    @Option(
            names = {"-p", "--parallelism"},
            paramLabel = "N",
            description = "Tasks at once; the number of processors unless given.")
    private @Nullable Integer parallelism;

    @Option(names = "--json", description = "Prints the whole analysis as JSON in place of a summary.")
    private boolean json;

    @Option(
            names = {"-q", "--quiet"},
            description = "Prints no progress.")
    private boolean quiet;

    @Mixin
    private Plugins plugins;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Path folder = output.toAbsolutePath().normalize();
        if (Files.exists(folder) && !Files.exists(folder.resolve("analysis.json"))) {
            throw new Failures.UsageException(output + " is there and holds no analysis; name another with --output");
        }
        Registry registry = plugins.registry();
        String recipe = recipe(registry, folder);
        RecipeReader.Result read = new RecipeReader(registry, Map.of())
                .read("analyze", recipe, Path.of("").toAbsolutePath(), Overrides.none());
        Plan plan = read.plan();
        if (plan == null) {
            for (Fault fault : read.faults()) {
                err.println(fault);
            }
            return Sluice.USAGE;
        }
        int tasks = parallelism == null ? Runtime.getRuntime().availableProcessors() : parallelism;
        RunResult result;
        try (Engine engine = new EmbeddedEngine(tasks);
                ProgressLine progress = new ProgressLine(err, quiet, false, false)) {
            result = Runs.run(plan, new RunOptions(false, true, false), engine, progress);
        }
        ObjectNode analysis = analysis(JSON.readTree(result.reportJson().toFile()), plan);
        Files.writeString(
                folder.resolve("analysis.json"),
                JSON.writerWithDefaultPrettyPrinter().writeValueAsString(analysis) + "\n");
        Files.writeString(folder.resolve("analysis.html"), AnalysisPage.render(analysis));
        if (json) {
            out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(analysis));
        } else {
            AnalysisSummary.print(out, analysis);
            out.println("Page  " + folder.resolve("analysis.html"));
        }
        out.flush();
        return 0;
    }

    /** The steps of a first look with an input and an output of the user's. */
    private String recipe(Registry registry, Path folder) throws IOException, Failures.UsageException {
        String steps;
        try (InputStream in = AnalyzeCommand.class.getResourceAsStream("analyze.yaml")) {
            if (in == null) {
                throw new IllegalStateException("analyze.yaml is not in the jar");
            }
            steps = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        DataFiles found = DataFiles.find(registry, data, format);
        if (found.files().isEmpty()) {
            throw new Failures.UsageException("no file of a known format in " + data + "; say --format "
                    + String.join(" | ", registry.inputs().keySet()));
        }
        ObjectNode input = JSON.createObjectNode();
        input.put("format", found.format());
        found.files().forEach(file -> input.withArray("path").add(file.toString()));
        String field = text == null ? TextField.find(DataFiles.reader(registry, found.format()), found.files()) : text;
        if (field == null) {
            throw new Failures.UsageException("none of the usual fields holds the text ("
                    + String.join(", ", TextField.NAMES) + "); name it with --text");
        }
        input.put("text", field);
        if (id != null) {
            input.put("id", id);
        }
        if (limit != null) {
            input.put("limit", limit);
        }
        ObjectNode target = JSON.createObjectNode();
        target.put("format", "none");
        target.put("path", folder.toString());
        target.put("rejects", "none");
        // JSON is YAML.
        return steps + "name: "
                + JSON.writeValueAsString(Path.of(data).getFileName().toString()) + "\ninput: "
                + JSON.writeValueAsString(input) + "\noutput: " + JSON.writeValueAsString(target)
                + "\noptions: {max_error_share: 1, on_corrupt: keep_prefix}\n";
    }

    private ObjectNode analysis(JsonNode report, Plan plan) {
        ObjectNode analysis = JSON.createObjectNode();
        analysis.put("format", "sluice-analysis/1");
        analysis.put("name", plan.name());
        analysis.put("text_field", plan.inputs().get(0).mapping().text());
        long bytes = 0;
        long files = 0;
        for (JsonNode one : report.path("inputs")) {
            bytes += one.path("bytes").asLong();
            files += one.path("files").asLong();
        }
        analysis.put("files", files);
        analysis.put("bytes", bytes);
        analysis.put("unread", report.path("dead_letters").path("count").asLong());
        analysis.set("unread_reasons", report.path("dead_letters").path("reasons"));
        for (JsonNode sketch : report.path("sketches")) {
            analysis.set(sketch.path("step").asText(), sketch.path("estimate"));
        }
        return analysis;
    }
}
