package dev.sluice.plan;

import dev.sluice.connectors.Limits;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What holds for the whole run.
 *
 * @param limits bounds on single records
 * @param partitionBytes target size of a partition in stored bytes
 * @param maxErrors most dead letters before the run stops; absent means no bound on the count
 * @param maxErrorShare largest share of dead letters among all records, checked once 1,000 records were read, or where all failed
 * @param onCorrupt what a damaged input file does
 */
public record Options(
        Limits limits, long partitionBytes, @Nullable Long maxErrors, double maxErrorShare, OnCorrupt onCorrupt)
        implements Serializable {
    /** The defaults: 64 MB partitions, at most 10 % dead letters, a damaged file stops the run. */
    public static final Options DEFAULT = new Options(Limits.DEFAULT, 64_000_000, null, 0.1, OnCorrupt.FAIL);

    /** What a damaged input file does. */
    public enum OnCorrupt {
        /** Stops the run with the file and the offset. */
        FAIL,
        /** Keeps none of the file's documents and records the file in the dead letters. */
        QUARANTINE,
        /** Keeps the documents before the fault and records the file in the dead letters. */
        KEEP_PREFIX
    }
}
