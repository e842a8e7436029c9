package dev.sluice.connectors;

import java.io.Serializable;

/**
 * Bounds that keep hostile input from hurting its neighbours.
 *
 * @param maxDocumentBytes largest text of a document in UTF-8 bytes; a longer one goes to the dead letters
 * @param maxRecordBytes longest stored record (a line) that is buffered; a longer one is skipped without buffering
 * @param maxDepth deepest nesting of a record
 * @param maxExpansion most bytes that one stored byte may decompress to, measured after the first 64 MiB
 * @param replaceInvalidUtf8 whether invalid UTF-8 becomes U+FFFD (and is counted) instead of making a dead letter
 */
public record Limits(
        long maxDocumentBytes, long maxRecordBytes, int maxDepth, int maxExpansion, boolean replaceInvalidUtf8)
        implements Serializable {
    /** 16 MiB of text, records of 64 MiB, 1,000 levels, 1:1,000 compression. */
    public static final Limits DEFAULT = of(16L << 20);

    /** The limits that go with a largest document. */
    public static Limits of(long maxDocumentBytes) {
        return new Limits(maxDocumentBytes, Math.max(4 * maxDocumentBytes, 1L << 20), 1000, 1000, false);
    }
}
