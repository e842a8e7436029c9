package dev.sluice.pipelines;

/** Runs the tasks of one stage after the other. Implementations know their Beam runner, if any; nobody else does. */
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
     * Runs the tasks of a stage, some of them at once, to the end of all.
     *
     * @throws RunException when one fails; the cause is the failure of a task
     */
    void run(StageTasks tasks) throws RunException;

    @Override
    void close();
}
