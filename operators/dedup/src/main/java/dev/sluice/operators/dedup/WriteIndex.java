package dev.sluice.operators.dedup;

/** Whether a run leaves the keys of its documents for later runs, as {@code __sluice/index/STEP.index}. */
public enum WriteIndex {
    /** It leaves none. */
    NONE,
    /** Those of its own documents, the removed ones included. */
    OWN,
    /** Those of its own documents and those of the indexes in {@code against}, so that later runs need this one alone. */
    ALL
}
