package dev.sluice.runners.embedded;

import dev.sluice.pipelines.Engine;
import dev.sluice.pipelines.RunException;
import dev.sluice.pipelines.StageTasks;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/**
 * Runs stages inside this process on Beam's direct runner, with all its checks of coders and of changed elements: what
 * works here can be expected to work on a cluster.
 */
public final class DirectEngine implements Engine {
    private final int parallelism;

    /** Runs as many tasks at once as {@code parallelism} says. */
    public DirectEngine(int parallelism) {
        this.parallelism = EmbeddedEngine.checked(parallelism);
    }

    @Override
    public String name() {
        return "direct";
    }

    @Override
    public int parallelism() {
        return parallelism;
    }

    @Override
    public boolean remote() {
        return false;
    }

    @Override
    public void run(StageTasks tasks) throws RunException {
        DirectOptions options = PipelineOptionsFactory.create().as(DirectOptions.class);
        options.setRunner(DirectRunner.class);
        options.setJobName(tasks.stage());
        options.setTargetParallelism(parallelism);
        options.setEnforceEncodability(true);
        options.setEnforceImmutability(true);
        Pipeline pipeline = Pipeline.create(options);
        tasks.addTo(pipeline);
        try {
            pipeline.run().waitUntilFinish();
        } catch (Pipeline.PipelineExecutionException failure) {
            throw new RunException(RunException.Kind.FAILED, "stage " + tasks.stage() + " failed", failure.getCause());
        }
    }

    @Override
    public void close() {}
}
