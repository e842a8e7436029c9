package dev.sluice.runners.embedded;

import dev.sluice.pipelines.Engine;
import dev.sluice.pipelines.RunException;
import java.util.function.Consumer;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/**
 * Runs stages inside this process on Beam's direct runner, with nothing installed or started.
 *
 * <p>The direct runner holds every element of a pipeline in memory and copies it at every step. Here the elements are
 * numbers of tasks, while documents and evidence stay in files, so neither matters.
 */
public final class EmbeddedEngine implements Engine {
    private final String name;
    private final int parallelism;
    private final boolean checked;

    private EmbeddedEngine(String name, int parallelism, boolean checked) {
        if (parallelism < 1) {
            throw new IllegalArgumentException("parallelism is " + parallelism + ", must be at least 1");
        }
        this.name = name;
        this.parallelism = parallelism;
        this.checked = checked;
    }

    /** The default engine. */
    public static EmbeddedEngine embedded(int parallelism) {
        return new EmbeddedEngine("embedded", parallelism, false);
    }

    /** Beam's direct runner with all its checks of coders and of changed elements switched on. */
    public static EmbeddedEngine direct(int parallelism) {
        return new EmbeddedEngine("direct", parallelism, true);
    }

    @Override
    public String name() {
        return name;
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
    public void run(Stage stage, Consumer<Pipeline> build) throws RunException {
        DirectOptions options = PipelineOptionsFactory.create().as(DirectOptions.class);
        options.setRunner(DirectRunner.class);
        options.setJobName(stage.name());
        options.setTargetParallelism(parallelism);
        options.setEnforceEncodability(checked);
        options.setEnforceImmutability(checked);
        Pipeline pipeline = Pipeline.create(options);
        build.accept(pipeline);
        try {
            pipeline.run().waitUntilFinish();
        } catch (Pipeline.PipelineExecutionException failure) {
            throw new RunException(RunException.Kind.FAILED, "stage " + stage.name() + " failed", failure.getCause());
        }
    }

    @Override
    public void close() {}
}
