package dev.sluice.connectors;

import dev.sluice.operators.Faults;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/**
 * A way to read files as records. Implementations are immutable records that declare their options like operators do:
 * with {@link dev.sluice.operators.Param} on their components and {@link Info} on the class.
 */
public interface InputFormat extends Serializable {

    /**
     * Reports what no file of this format can give: a text or id in a field that its records never have. Asked before
     * any file is opened; faults point at {@code text} or {@code id}.
     */
    default void check(Mapping mapping, Faults faults) {}

    /**
     * Cuts a file into slices of about {@code target} stored bytes, at places that depend on the file alone. A file
     * that cannot be split gives one slice. {@link Slice#skip} and {@link Slice#limit} are left at their defaults.
     */
    List<Slice> split(Blob file, long target) throws IOException;

    /** Opens a slice. */
    RecordReader open(Blob file, Slice slice, Mapping mapping, Limits limits) throws IOException;

    /** Counts the records of a slice, bad ones included, as {@link #open} would meet them; used for skip and limit. */
    long count(Blob file, Slice slice, Limits limits) throws IOException;
}
