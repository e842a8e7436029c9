package dev.sluice.cli;

import dev.sluice.pipelines.RunException;
import java.io.PrintWriter;
import picocli.CommandLine;

/** Turns what went wrong into a message and an exit code. */
final class Failures {
    private Failures() {}

    static int handle(Exception failure, CommandLine line, boolean trace) {
        PrintWriter err = line.getErr();
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        boolean expected = failure instanceof RunException || failure instanceof UsageException;
        err.println("sluice: " + (expected ? message : failure.getClass().getSimpleName() + ": " + message));
        if (trace) {
            failure.printStackTrace(err);
        } else if (!expected) {
            err.println("This looks like a fault of Sluice; --stacktrace shows where it happened.");
        }
        err.flush();
        if (failure instanceof RunException run) {
            return run.kind().exitCode();
        }
        return failure instanceof UsageException ? Sluice.USAGE : 1;
    }

    /** Something the user asked for cannot be done as asked. */
    static final class UsageException extends Exception {
        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }
}
