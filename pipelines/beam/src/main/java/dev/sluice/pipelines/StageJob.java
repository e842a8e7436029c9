package dev.sluice.pipelines;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.beam.sdk.util.SerializableUtils;

/**
 * What the tasks of one stage do. It names every file of the input, and engines copy a stage's function for each of its
 * tasks; so it lies in a file of the work folder, which each process reads once, and the function holds the file's name.
 */
record StageJob(RunSpec spec, TaskFn.Work work) implements Serializable {
    private static final Map<Handle, StageJob> LOADED = new ConcurrentHashMap<>();

    /**
     * Where a job is found.
     *
     * @param folder the work folder
     * @param stage the stage's name
     * @param token what the token file of the work folder holds: names the run, and shows whether a worker sees the same
     *     storage
     */
    record Handle(String folder, String stage, String token) implements Serializable {
        Store store() {
            return new LocalStore(Path.of(folder));
        }

        private String path() {
            return "jobs/" + token + "/" + stage;
        }
    }

    /** Writes the job where workers find it. */
    Handle store(String stage, String token) throws IOException {
        Handle handle = new Handle(spec.work(), stage, token);
        handle.store().write(handle.path(), SerializableUtils.serializeToByteArray(this));
        return handle;
    }

    /** The job, read by the first task of this process that needs it. */
    static StageJob of(Handle handle) throws IOException {
        StageJob known = LOADED.get(handle);
        if (known != null) {
            return known;
        }
        synchronized (LOADED) {
            StageJob loaded = LOADED.get(handle);
            if (loaded == null) {
                Store store = handle.store();
                StorageToken.check(store, handle.folder(), handle.token());
                loaded = (StageJob) SerializableUtils.deserializeFromByteArray(
                        store.read(handle.path()), "the job of stage " + handle.stage());
                LOADED.put(handle, loaded);
            }
            return loaded;
        }
    }

    /** Frees what this process holds of a run. */
    static void forget(String token) {
        LOADED.keySet().removeIf(handle -> handle.token().equals(token));
    }
}
