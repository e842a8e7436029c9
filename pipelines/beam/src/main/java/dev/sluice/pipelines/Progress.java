package dev.sluice.pipelines;

/** Follows a run. Calls come from one thread; {@link #update} about four times a second while a stage runs. */
public interface Progress {
    /** Follows nothing. */
    Progress NONE = new Progress() {
        @Override
        public void stageStarted(Stage stage) {}

        @Override
        public void update(Snapshot snapshot) {}

        @Override
        public void stageFinished(Stage stage, Snapshot snapshot) {}
    };

    void stageStarted(Stage stage);

    void update(Snapshot snapshot);

    void stageFinished(Stage stage, Snapshot snapshot);

    /**
     * A stage of the run.
     *
     * @param number from 1
     * @param of number of stages in all
     * @param name what is done, for people ({@code read, measure and sign}, {@code decide minhash_dedup})
     * @param tasks number of tasks
     * @param bytes stored bytes the stage will read
     */
    record Stage(int number, int of, String name, int tasks, long bytes) {}

    /**
     * How far the present stage is. Tasks that a resumed run finds finished are counted as done.
     *
     * @param tasksDone finished tasks
     * @param documents documents read so far in this stage
     * @param bytes stored bytes read so far in this stage
     */
    record Snapshot(int tasksDone, long documents, long bytes) {}
}
