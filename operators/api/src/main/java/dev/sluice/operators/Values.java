package dev.sluice.operators;

/**
 * Takes the values that an operator measures on one document. A signal that is not set is absent.
 *
 * <p>Numbers must be finite: a ratio without a denominator is absent, never a sentinel.
 */
public interface Values {
    /** Whether every value is wanted, also after the verdict is known ({@code measure: all}). */
    boolean all();

    void set(Signal signal, long value);

    void set(Signal signal, double value);

    void set(Signal signal, boolean value);

    void set(Signal signal, String value);

    void set(Signal signal, Spans value);

    void set(Signal signal, Vector value);

    /** Sets a vector of the numbers that an array holds now; the array stays the caller's. */
    default void set(Signal signal, float[] value) {
        set(signal, Vector.of(value));
    }

    /** Forgets every value: for tests and for callers that want the verdict alone. */
    static Values ignored() {
        return new Values() {
            @Override
            public boolean all() {
                return false;
            }

            @Override
            public void set(Signal signal, long value) {}

            @Override
            public void set(Signal signal, double value) {}

            @Override
            public void set(Signal signal, boolean value) {}

            @Override
            public void set(Signal signal, String value) {}

            @Override
            public void set(Signal signal, Spans value) {}

            @Override
            public void set(Signal signal, Vector value) {}
        };
    }
}
