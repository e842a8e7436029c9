package dev.sluice.runners.flink;

import dev.sluice.pipelines.Engine;
import dev.sluice.pipelines.RunException;
import dev.sluice.pipelines.StageTasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/**
 * Runs stages on a standalone Flink cluster. Every stage is a job of its own; all of them get the same job jar. Work and
 * output must lie on storage that every worker sees under the same path, which each task checks before it starts.
 */
public final class FlinkEngine implements Engine {
    private final String master;
    private final int parallelism;
    private final Path jar;

    private FlinkEngine(String master, int parallelism, Path jar) {
        this.master = master;
        this.parallelism = parallelism;
        this.jar = jar;
    }

    /**
     * Prepares to submit to a cluster.
     *
     * @param master host and REST port of the cluster's JobManager
     * @param parallelism tasks at once
     * @param plugins jars of the user whose operators the recipe names
     */
    public static FlinkEngine connect(String master, int parallelism, List<Path> plugins) throws RunException {
        if (!master.matches("[^:]+:[0-9]+")) {
            throw new RunException(
                    RunException.Kind.REFUSED, "--master is '" + master + "', expected HOST:PORT of the cluster");
        }
        try {
            Path jar = Files.createTempFile("sluice-job", ".jar");
            JobJar.write(jar, plugins);
            return new FlinkEngine(master, parallelism, jar);
        } catch (IOException cause) {
            throw new RunException(
                    RunException.Kind.FAILED, "the job jar cannot be written: " + cause.getMessage(), cause);
        }
    }

    @Override
    public String name() {
        return "flink";
    }

    @Override
    public int parallelism() {
        return parallelism;
    }

    @Override
    public boolean remote() {
        return true;
    }

    @Override
    public void run(StageTasks tasks) throws RunException {
        FlinkPipelineOptions options = PipelineOptionsFactory.create().as(FlinkPipelineOptions.class);
        options.setRunner(FlinkRunner.class);
        options.setJobName("sluice " + tasks.stage());
        options.setFlinkMaster(master);
        options.setParallelism(Math.min(parallelism, Math.max(1, tasks.count())));
        options.setFilesToStage(List.of(jar.toString()));
        options.setObjectReuse(true);
        options.setFasterCopy(true);
        options.setExecutionModeForBatch("BATCH");
        Pipeline pipeline = Pipeline.create(options);
        tasks.addTo(pipeline);
        PipelineResult.State state;
        try {
            state = pipeline.run().waitUntilFinish();
        } catch (RuntimeException failure) {
            throw new RunException(
                    RunException.Kind.FAILED,
                    "stage " + tasks.stage() + " failed on the cluster at " + master,
                    failure);
        }
        if (state != PipelineResult.State.DONE) {
            throw new RunException(
                    RunException.Kind.FAILED, "stage " + tasks.stage() + " ended as " + state + " on the cluster");
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(jar);
        } catch (IOException left) {
            jar.toFile().deleteOnExit();
        }
    }
}
