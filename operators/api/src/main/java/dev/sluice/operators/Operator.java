package dev.sluice.operators;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.io.Serializable;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.util.List;

/**
 * One step of a recipe: an immutable record whose components are its parameters.
 *
 * <p>An operator is a description. Its working form, with compiled patterns, tables and models, is built by the {@code
 * open} method of its kind, once per worker. Operators are pure: the same document gives the same answer on every call,
 * in every thread and on every machine.
 */
public sealed interface Operator extends Serializable permits Filter, Mapper, Annotator, Global, Sketch {

    /** Names the operator in recipes, metrics and pages; a released name never changes. */
    @Retention(RUNTIME)
    @Target(ElementType.TYPE)
    @interface Info {
        /** The recipe name, in snake_case. */
        String name();

        /** One sentence that starts with a verb and ends with a period. */
        String summary();

        /** The release that brought the operator. */
        String since();

        /** Where the definition comes from: paper or tool, with the section. */
        String source() default "";

        /** What a document costs, relative to splitting its text into words. */
        Cost cost() default Cost.CHEAP;
    }

    /** Cost class of an operator, shown on its page and used by {@code sluice explain}. */
    enum Cost {
        /** No more than splitting the text into words, often less. */
        CHEAP,
        /** A few times what splitting the text into words costs: several passes over it. */
        MODERATE,
        /** Many times what splitting the text into words costs, as models and large tables do. */
        EXPENSIVE
    }

    /** Reports faults that involve several parameters; single ones are checked from {@link Param}. */
    default void check(Faults faults) {}

    /** The signals and labels this operator sets with its present parameters, in the order of its reference page. */
    default List<Signal> signals() {
        return List.of();
    }

    /**
     * Names of signals, labels ({@code language.code}) or fields ({@code field.url}) that must exist before this step.
     */
    default List<String> needs() {
        return List.of();
    }

    /** Those of {@link #needs} whose spans must be places of the text that reaches this step. */
    default List<String> needsSpans() {
        return List.of();
    }

    /** Those of {@link #needs} that must be vectors; the others must not be. */
    default List<String> needsVectors() {
        return List.of();
    }

    /** What about its present parameters a user should look at, though they can be meant: a run warns of it. */
    default List<Review.Warning> warnings() {
        return List.of();
    }
}
