package dev.sluice.pipelines;

import java.nio.file.Path;

/**
 * What a run did.
 *
 * @param output the folder of the data
 * @param report the page, {@code __sluice/report.html} below the output
 * @param reportJson the same as data
 * @param alreadyDone whether a finished run with the same fingerprint was found and nothing was done
 * @param documentsRead documents and dead letters read
 * @param documentsWritten documents in the output
 * @param deadLetters records that could not be processed
 * @param warnings number of warnings in the report
 */
public record RunResult(
        Path output,
        Path report,
        Path reportJson,
        boolean alreadyDone,
        long documentsRead,
        long documentsWritten,
        long deadLetters,
        int warnings) {}
