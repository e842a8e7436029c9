package dev.sluice.pipelines;

/** The version of Sluice whose results a run holds. */
public final class Version {
    /** As released; part of every fingerprint. */
    public static final String TEXT = "0.1.0";

    private Version() {}
}
