package dev.sluice.pipelines;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Serializable;
import org.apache.beam.sdk.transforms.DoFn;

/** The one function that every stage on Beam consists of: takes the number of a task, does its work, commits its record. */
final class TaskFn extends DoFn<Integer, Integer> {
    private static final long serialVersionUID = 1L;

    private final StageJob.Handle handle;

    TaskFn(StageJob.Handle handle) {
        this.handle = handle;
    }

    /** What one task of a stage does. */
    @FunctionalInterface
    interface Work extends Serializable {
        ObjectNode run(RunSpec spec, Store store, int task) throws IOException;
    }

    @ProcessElement
    public void process(@Element Integer task, OutputReceiver<Integer> out) throws IOException {
        run(StageJob.of(handle), handle.store(), handle.stage(), task);
        out.output(task);
    }

    /** Runs a task unless its record is there already, and stores its record. */
    static void run(StageJob job, Store store, String stage, int task) throws IOException {
        String path = RunSpec.recordPath(stage, task);
        if (!store.exists(path)) { // a retried bundle may hold tasks that are done
            ObjectNode record = job.work().run(job.spec(), store, task);
            TaskRecord.write(store, path, record);
        }
        Meter.of(job.spec().runId()).taskDone();
    }
}
