package dev.sluice.operators;

/** Takes the faults that {@link Operator#check} finds among several parameters. */
@FunctionalInterface
public interface Faults {
    /**
     * Adds one fault.
     *
     * @param parameter the recipe key of the parameter to point at ({@code max_words})
     * @param message what is wrong, so that "parameter message" reads as a sentence
     */
    void report(String parameter, String message);

    /** Adds one fault with a formatted message. */
    default void add(String parameter, String format, Object... arguments) {
        report(parameter, String.format(java.util.Locale.ROOT, format, arguments));
    }
}
