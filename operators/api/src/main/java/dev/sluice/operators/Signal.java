package dev.sluice.operators;

import java.io.Serializable;

/**
 * Declares a value that an operator sets on documents.
 *
 * @param name the short name ({@code words}), or the published name where {@code published}
 * @param kind what values it takes
 * @param unit what one of it is, in the plural ({@code words}); what a share is a share of ({@code share of words, 0 to 1});
 *     {@link #NO_UNIT} for a number that has none; of spans the unit of their scores; empty for the other kinds
 * @param doc what it measures, for the reference page
 * @param published whether the name stands alone ({@code rps_doc_word_count}) instead of below its step's name
 */
public record Signal(String name, Kind kind, String unit, String doc, boolean published) implements Serializable {
    /** The unit of numbers without one, such as entries of a table. */
    public static final String NO_UNIT = "none";

    /** The unit of the scores of spans that are all 1. */
    public static final String ALWAYS_ONE = "always 1";

    /** What values a signal takes. */
    public enum Kind {
        /** A whole number. */
        COUNT,
        /** A finite number. */
        NUMBER,
        /** A list of ranges of the text with their scores; starts and ends are code points from 0, ends not included. */
        SPANS,
        /** A list of numbers. */
        VECTOR,
        /** A short string. */
        LABEL,
        /** True or false. */
        FLAG
    }

    public static Signal count(String name, String unit, String doc) {
        return new Signal(name, Kind.COUNT, unit, doc, false);
    }

    public static Signal number(String name, String unit, String doc) {
        return new Signal(name, Kind.NUMBER, unit, doc, false);
    }

    public static Signal spans(String name, String unit, String doc) {
        return new Signal(name, Kind.SPANS, unit, doc, false);
    }

    public static Signal vector(String name, String doc) {
        return new Signal(name, Kind.VECTOR, "", doc, false);
    }

    public static Signal label(String name, String doc) {
        return new Signal(name, Kind.LABEL, "", doc, false);
    }

    public static Signal flag(String name, String doc) {
        return new Signal(name, Kind.FLAG, "", doc, false);
    }

    /** This signal under a name that stands alone. */
    public Signal asPublished() {
        return new Signal(name, kind, unit, doc, true);
    }

    /** The full name of this signal when the step called {@code step} sets it. */
    public String qualified(String step) {
        return published ? name : step + "." + name;
    }
}
