package dev.sluice.operators;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Declares one parameter; its key and its type come from the record component it stands on ({@code minWords} is {@code
 * min_words} in a recipe). A component without a default is required unless it is {@code @Nullable}, in which case
 * absent means what {@link #doc} says.
 */
@Retention(RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Param {
    /** What the parameter means, one sentence that ends with a period. */
    String doc();

    /** The default in recipe syntax; a single space means the empty string. */
    String def() default "";

    /** Where the default comes from, paper or tool with its section; empty where the operator's own source tells. */
    String source() default "";

    /** Smallest allowed value of a number, or length of a list. */
    double min() default Double.NEGATIVE_INFINITY;

    /** Largest allowed value of a number, or length of a list. */
    double max() default Double.POSITIVE_INFINITY;

    /** Whether a step may be written as {@code name: value} for this parameter alone. */
    boolean main() default false;

    /**
     * Whether the value (a string, or each of a list of strings) names a file that the operator asks {@link
     * Resources#asset} for. Recipes resolve it against their folder, check that it exists and record its hash.
     */
    boolean asset() default false;

    /**
     * What of a document the value names (a string, each of a list of strings, each key of a mapping) that records may
     * lack: a run warns of a name that none of its documents has. An {@link Expression} tells its names itself.
     */
    Names names() default Names.NOTHING;

    /** What of a document a parameter names. */
    enum Names {
        /** Nothing that is there before the step. */
        NOTHING,
        /** A field, looked up by {@link Document#field}. */
        FIELD,
        /** A signal, a label or else a field, looked up by {@link Document#value}. */
        VALUE,
        /** The same, or {@code text} for the text. */
        CONTENT
    }
}
