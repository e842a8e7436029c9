package dev.sluice.operators;

/**
 * A collection is larger than an operator takes, or than fits in the memory of a worker. The message says what to do; the
 * same run would fail again in the same place.
 */
public final class LimitException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public LimitException(String message) {
        super(message);
    }
}
