package dev.sluice.pipelines;

import org.jspecify.annotations.Nullable;

/** A run cannot start or cannot go on. The message is for users: what is wrong, where, and what to do. */
public final class RunException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    public RunException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public RunException(Kind kind, String message) {
        this(kind, message, null);
    }

    public Kind kind() {
        return kind;
    }

    /** What went wrong, each with an exit code of its own. */
    public enum Kind {
        /** The run failed while working; it can be resumed. */
        FAILED(1),
        /**
         * No input files, an output in the way, work of another recipe, storage that workers cannot see, more documents than
         * an operator takes, a step that does not fit its model.
         */
        REFUSED(3),
        /** Another run holds the lock of this output. */
        LOCKED(4),
        /** More records failed than the recipe allows. */
        TOO_MANY_ERRORS(5),
        /** An input file is damaged or changed during the run. */
        BAD_INPUT(6);

        private final int exitCode;

        Kind(int exitCode) {
            this.exitCode = exitCode;
        }

        public int exitCode() {
            return exitCode;
        }
    }
}
