package dev.sluice.benchmarks.evidence;

import dev.sluice.operators.Document;
import dev.sluice.operators.Fields;
import dev.sluice.operators.Position;
import dev.sluice.pipelines.Progress;
import dev.sluice.pipelines.RunOptions;
import dev.sluice.pipelines.Runs;
import dev.sluice.pipelines.library.Curate;
import dev.sluice.pipelines.library.Decide;
import dev.sluice.pipelines.library.DocumentCoder;
import dev.sluice.plan.Plan;
import dev.sluice.recipes.Overrides;
import dev.sluice.recipes.RecipeReader;
import dev.sluice.recipes.Registry;
import dev.sluice.runners.embedded.EmbeddedEngine;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.GenerateSequence;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.SimpleFunction;

/**
 * Groups a number of evidence records in one way and prints what it cost. One way a process:
 *
 * <pre>
 * EvidenceBench runs|direct|flink RECORDS [FOLDER]
 * </pre>
 *
 * {@code runs} is what recipes do: sorted runs in the work folder. {@code direct} and {@code flink} shuffle blocks of
 * records through a GroupByKey of the direct runner, or of Flink inside the process.
 */
public final class EvidenceBench {
    private static final int RECORDS_A_DOCUMENT = 1000;
    private static final int TASKS = 2;

    private EvidenceBench() {}

    /** Measures. */
    public static void main(String[] arguments) throws Exception {
        String way = arguments[0];
        long documents = Long.parseLong(arguments[1]) / RECORDS_A_DOCUMENT;
        Path folder = Path.of(arguments.length > 2 ? arguments[2] : System.getProperty("java.io.tmpdir"))
                .resolve("evidence-bench");
        long wall = System.nanoTime();
        long cpu = cpuNanos();
        switch (way) {
            case "runs" -> {
                Path recipe = recipe(folder, documents);
                wall = System.nanoTime();
                cpu = cpuNanos();
                runs(recipe);
            }
            case "direct" -> shuffle(direct(), documents);
            case "flink" -> shuffle(flink(folder), documents);
            default -> throw new IllegalArgumentException("no way is called " + way);
        }
        System.out.printf(
                Locale.ROOT,
                "%s,%d,%.2f,%.2f,%s%n",
                way,
                documents * RECORDS_A_DOCUMENT,
                (cpuNanos() - cpu) / 1e9,
                (System.nanoTime() - wall) / 1e9,
                peakMegabytes());
        delete(folder);
        System.exit(0); // the runners leave threads behind
    }

    private static Path recipe(Path folder, long documents) throws IOException {
        Files.createDirectories(folder);
        try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("in.jsonl"))) {
            for (long i = 0; i < documents; i++) {
                out.write("{\"id\":\"d" + i + "\",\"text\":\"x\"}\n");
            }
        }
        return Files.writeString(folder.resolve("recipe.yaml"), """
                input: {path: in.jsonl, id: id}
                steps: [{evidence_load: {records: %d}}]
                output: {path: out}
                options: {partition_bytes: 20kB}
                """.formatted(RECORDS_A_DOCUMENT));
    }

    private static void runs(Path recipe) throws Exception {
        RecipeReader.Result read = new RecipeReader(Registry.load(EvidenceBench.class.getClassLoader()), Map.of())
                .read(recipe, Overrides.none());
        Plan plan = read.plan();
        if (plan == null) {
            throw new IllegalStateException(read.faults().toString());
        }
        Runs.run(plan, RunOptions.DEFAULT, new EmbeddedEngine(TASKS), Progress.NONE);
    }

    private static PipelineOptions direct() {
        DirectOptions options = PipelineOptionsFactory.create().as(DirectOptions.class);
        options.setRunner(DirectRunner.class);
        options.setTargetParallelism(TASKS);
        options.setEnforceEncodability(false);
        options.setEnforceImmutability(false);
        return options;
    }

    private static PipelineOptions flink(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("tmp"));
        Files.writeString(folder.resolve("flink-conf.yaml"), """
                taskmanager.memory.network.min: 256m
                taskmanager.memory.network.max: 256m
                taskmanager.memory.managed.size: 1g
                classloader.resolve-order: parent-first
                restart-strategy.type: none
                io.tmp.dirs: %s
                """.formatted(folder.resolve("tmp")));
        FlinkPipelineOptions options = PipelineOptionsFactory.create().as(FlinkPipelineOptions.class);
        options.setRunner(FlinkRunner.class);
        options.setFlinkMaster("[local]");
        options.setFlinkConfDir(folder.toString());
        options.setParallelism(TASKS);
        options.setObjectReuse(true);
        options.setFasterCopy(true);
        return options;
    }

    private static void shuffle(PipelineOptions options, long documents) {
        Pipeline pipeline = Pipeline.create(options);
        pipeline.apply(GenerateSequence.from(0).to(documents))
                .apply(MapElements.via(new Numbered()))
                .setCoder(DocumentCoder.of())
                .apply(Decide.with(new EvidenceLoad(RECORDS_A_DOCUMENT)))
                .get(Curate.KEPT)
                .apply(Count.globally());
        pipeline.run().waitUntilFinish();
    }

    /** A document with a number for an id. */
    private static final class Numbered extends SimpleFunction<Long, Document> {
        private static final long serialVersionUID = 1;

        @Override
        public Document apply(Long number) {
            return Document.of("d" + number, "x", Fields.NONE, Position.NONE);
        }
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static String peakMegabytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        List<String> lines = Files.exists(status) ? Files.readAllLines(status) : List.of();
        for (String line : lines) {
            if (line.startsWith("VmHWM:")) {
                return Long.toString(Long.parseLong(line.replaceAll("\\D", "")) / 1024);
            }
        }
        return "";
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
