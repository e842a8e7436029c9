package dev.sluice.pipelines;

/**
 * How to run, as opposed to what: nothing here changes a byte of the data.
 *
 * @param resume go on with the work of an interrupted run
 * @param overwrite replace a finished output of another recipe
 * @param keepWork leave the work folder in place after success
 */
public record RunOptions(boolean resume, boolean overwrite, boolean keepWork) {
    public static final RunOptions DEFAULT = new RunOptions(false, false, false);
}
