package dev.sluice.pipelines;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Serializable;
import org.apache.beam.sdk.transforms.DoFn;

/** The one function that every stage consists of: takes the number of a task, does its work, commits its record. */
final class TaskFn extends DoFn<Integer, Integer> {
    private static final long serialVersionUID = 1L;

    private final RunSpec spec;
    private final String stage;
    private final Work work;
    private final String token;

    /**
     * @param stage the stage's name
     * @param token what the token file of the work folder holds, to see that this worker sees the same storage
     */
    TaskFn(RunSpec spec, String stage, Work work, String token) {
        this.spec = spec;
        this.stage = stage;
        this.work = work;
        this.token = token;
    }

    /** What one task of a stage does. */
    @FunctionalInterface
    interface Work extends Serializable {
        ObjectNode run(RunSpec spec, Store store, int task) throws IOException;
    }

    @ProcessElement
    public void process(@Element Integer task, OutputReceiver<Integer> out) throws IOException {
        Store store = spec.store();
        StorageToken.check(store, spec.work(), token);
        String path = RunSpec.recordPath(stage, task);
        if (!store.exists(path)) { // a retried bundle may hold tasks that are done
            ObjectNode record = work.run(spec, store, task);
            store.write(path, Json.bytes(record));
        }
        Meter.of(spec.runId()).taskDone();
        out.output(task);
    }
}
