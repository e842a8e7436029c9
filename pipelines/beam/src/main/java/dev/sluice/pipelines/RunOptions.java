package dev.sluice.pipelines;

/**
 * How to run, as opposed to what: nothing here changes a byte of the data.
 *
 * @param resume go on with the work of an interrupted run
 * @param overwrite replace a finished output of another recipe
 * @param breakLock take over the lock of a run that is no longer alive
 * @param keepWork leave the work folder in place after success
 */
public record RunOptions(boolean resume, boolean overwrite, boolean breakLock, boolean keepWork) {
    public static final RunOptions DEFAULT = new RunOptions(false, false, false, false);
}
