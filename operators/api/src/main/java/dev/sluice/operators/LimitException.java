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

    /** The same for readers of a recipe, who know the step by the name that it has there. */
    public LimitException in(String step) {
        LimitException named = new LimitException("step '" + step + "': " + getMessage());
        named.initCause(this);
        return named;
    }
}
