package dev.sluice.pipelines;

import java.io.IOException;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.transforms.ParDo;

/** The tasks of one stage, for engines: to be run one by one in this process, or as a Beam pipeline over their numbers. */
public final class StageTasks {
    private final String stage;
    private final StageJob job;
    private final String token;
    private final int[] open;

    StageTasks(String stage, StageJob job, String token, int[] open) {
        this.stage = stage;
        this.job = job;
        this.token = token;
        this.open = open;
    }

    /** The stage's name, unique in the run ({@code documents-0}). */
    public String stage() {
        return stage;
    }

    /** How many tasks there are to run. */
    public int count() {
        return open.length;
    }

    /**
     * Runs a task to its end, in the calling thread.
     *
     * @param index from 0 to below {@link #count}
     */
    public void run(int index) throws IOException {
        TaskFn.run(job, job.spec().store(), stage, open[index]);
    }

    /** Adds a source of the tasks' numbers and the function that runs them; what they do is stored for the workers. */
    public void addTo(Pipeline pipeline) throws RunException {
        try {
            TaskFn function = new TaskFn(job.store(stage, token));
            pipeline.apply("tasks", Read.from(new TaskSource(open))).apply(stage, ParDo.of(function));
        } catch (IOException cause) {
            throw new RunException(
                    RunException.Kind.FAILED, "stage " + stage + " cannot be stored: " + cause.getMessage(), cause);
        }
    }
}
