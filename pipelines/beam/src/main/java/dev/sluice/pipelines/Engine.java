package dev.sluice.pipelines;

import java.util.function.Consumer;
import org.apache.beam.sdk.Pipeline;

/** Runs one small Beam pipeline after the other. Implementations know their Beam runner; nobody else does. */
public interface Engine extends AutoCloseable {
    /** The name users give ({@code embedded}, {@code direct}, {@code flink}). */
    String name();

    /** How many tasks run at once. */
    int parallelism();

    /**
     * Whether tasks may run in other processes, on other machines: then work and output must be on storage that every
     * worker sees, and the driver cannot follow their progress in memory.
     */
    boolean remote();

    /**
     * Builds a pipeline and runs it to its end.
     *
     * @param stage what is run and how much it moves, for the choice of the runner
     * @throws RunException when the pipeline fails; the cause is the first failure of a task
     */
    void run(Stage stage, Consumer<Pipeline> build) throws RunException;

    @Override
    void close();

    /**
     * What an engine may know about a stage.
     *
     * @param name unique in the run ({@code 02-decide-minhash_dedup})
     * @param tasks number of tasks
     * @param shuffledBytes estimate of the bytes that a GroupByKey moves; 0 for document stages
     */
    record Stage(String name, int tasks, long shuffledBytes) {}
}
